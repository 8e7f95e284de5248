import '@mantine/spotlight/styles.layer.css';
import { useComputedColorScheme } from '@mantine/core';
import { Spotlight, type SpotlightActionGroupData, spotlight } from '@mantine/spotlight';
import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useHubClient, useLive } from '../state/hub.tsx';
import { useMessages } from '../state/messages.tsx';
import { usePreferences } from '../state/preferences.tsx';
import { showFailure, showToast } from '../ui/toasts.tsx';
import { useFocusBack } from '../ui/use-focus-back.ts';
import { pages } from './pages.ts';

interface PaletteProps {
  onClose(): void;
  onShortcuts(): void;
}

/** Everything there is, by its first letters: pages, servers, clients, commands. */
export function Palette({ onClose, onShortcuts }: PaletteProps) {
  const { palette } = useMessages().frame;
  const actions = useActions(onShortcuts);
  useFocusBack();
  useEffect(() => {
    spotlight.open();
    return () => spotlight.close();
  }, []);
  return (
    <Spotlight
      actions={actions}
      shortcut={null}
      limit={12}
      scrollable
      maxHeight={420}
      nothingFound={palette.nothing}
      searchProps={{ placeholder: palette.placeholder, 'aria-label': palette.placeholder }}
      onSpotlightClose={onClose}
      transitionProps={{ duration: 0 }}
      // It would put a <style> into the page, as in `Dialog`.
      lockScroll={false}
      returnFocus={false}
      attributes={{ content: { 'aria-label': palette.open } }}
    />
  );
}

function useActions(onShortcuts: () => void): SpotlightActionGroupData[] {
  const { palette, pages: names, ...frame } = useMessages().frame;
  const { state } = useLive();
  const client = useHubClient();
  const navigate = useNavigate();
  const { set } = usePreferences();
  const scheme = useComputedColorScheme('light');
  const go = (to: string) => () => void navigate({ to });
  const run = (work: () => Promise<unknown>, done?: string) => () => {
    work().then(() => done && showToast(done), showFailure);
  };
  const endpoint = state?.endpoint.http;
  return [
    {
      group: palette.pages,
      actions: pages.map(({ id, path }) => ({
        id: `page ${id}`,
        label: names[id],
        onClick: go(path),
      })),
    },
    {
      group: palette.servers,
      actions: (state?.servers ?? []).map(({ id, title }) => ({
        id: `server ${id}`,
        label: id,
        ...(title && { description: title }),
        onClick: go(`/servers/${id}`),
      })),
    },
    {
      group: palette.clients,
      actions: (state?.clients ?? []).map(({ client, label }) => ({
        id: `client ${client}`,
        label,
        onClick: go(`/clients/${client}`),
      })),
    },
    {
      group: palette.commands,
      actions: [
        ...(endpoint
          ? [
              {
                id: 'copy endpoint',
                label: palette.copyEndpoint,
                onClick: run(() => navigator.clipboard.writeText(endpoint), frame.copiedEndpoint),
              },
            ]
          : []),
        {
          id: 'reload',
          label: palette.reload,
          onClick: run(() => client.hub.reload(), frame.filesRead),
        },
        ...(state?.canRestart
          ? [
              {
                id: 'restart',
                label: frame.restart,
                onClick: () => void navigate({ to: '/settings', search: { restart: 'ask' } }),
              },
            ]
          : []),
        state?.pausedSince === undefined
          ? {
              id: 'pause',
              label: palette.pause,
              onClick: run(() => client.hub.pause(), frame.paused),
            }
          : {
              id: 'resume',
              label: palette.resume,
              onClick: run(() => client.hub.resume(), frame.resumed),
            },
        {
          id: 'theme',
          label: palette.theme,
          onClick: () => set({ theme: scheme === 'dark' ? 'light' : 'dark' }),
        },
        { id: 'shortcuts', label: palette.shortcuts, onClick: onShortcuts },
        ...(state?.servers ?? []).map(({ id }) => ({
          id: `restart ${id}`,
          label: palette.restart(id),
          onClick: run(() => client.servers.restart({ id })),
        })),
      ],
    },
  ];
}

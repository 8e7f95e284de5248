import { Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import type { ServerView } from '../../../../src-shared/domain/hub-state.ts';
import { useMessages } from '../../../state/messages.tsx';
import button from '../../../ui/button.module.css';
import { Button } from '../../../ui/button.tsx';
import { useServerActions } from '../use-server-actions.ts';
import classes from './one.module.css';

/** What can be done to a server; what it needs most is in front. */
export function ServerActions({ server }: { server: ServerView }) {
  const { actions } = useMessages().servers;
  const navigate = useNavigate();
  const { run, busy } = useServerActions({ onRemoved: () => void navigate({ to: '/servers' }) });
  const { health, instances } = server;
  const isOff = health.phase === 'disabled';
  return (
    <>
      {isOff && (
        <Button look="primary" busy={busy === 'enable'} onClick={() => run('enable', [server])}>
          {actions.enable}
        </Button>
      )}
      {health.phase === 'idle' && (
        <Button busy={busy === 'start'} onClick={() => run('start', [server])}>
          {busy === 'start' ? actions.starting : actions.start}
        </Button>
      )}
      {!isOff && health.phase !== 'idle' && (
        <Button busy={busy === 'restart'} onClick={() => run('restart', [server])}>
          {busy === 'restart' ? actions.restarting : actions.restart}
        </Button>
      )}
      <Menu position="bottom-end" transitionProps={{ duration: 0 }}>
        <Menu.Target>
          <button type="button" className={button.button} aria-label={actions.more}>
            <IconDots size={16} stroke={1.5} aria-hidden />
          </button>
        </Menu.Target>
        <Menu.Dropdown className={classes.menu}>
          {instances.length > 0 && (
            <Menu.Item onClick={() => run('stop', [server])}>{actions.stop}</Menu.Item>
          )}
          {!isOff && (
            <Menu.Item onClick={() => run('disable', [server])}>{actions.disable}</Menu.Item>
          )}
          <Menu.Item onClick={() => run('remove', [server])}>{actions.remove}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

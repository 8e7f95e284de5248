/** The menu of the tray as a function of what is: it decides nothing, and knows no Electron. */
import type { HubState, ServerView } from '../hub-state.ts';
import type { ShellPreferences } from './shell-preferences.ts';
import type { TrayFace } from './tray-face.ts';
import type { DesktopWords } from './words/en.ts';

/** What Electron makes an item of. */
export interface MenuItem {
  label?: string;
  sublabel?: string;
  type?: 'separator' | 'checkbox' | 'radio';
  checked?: boolean;
  enabled?: boolean;
  submenu?: MenuItem[];
  click?(): void;
}

/** Why the app does not replace itself: somebody else does, or nobody can. */
export type NotUpdated = 'no-source' | 'package-manager' | 'unpacked' | 'portable';

/** How far a new version has come. */
export type UpdateState =
  | { phase: 'elsewhere'; why: NotUpdated }
  | { phase: 'idle'; checked: boolean }
  | { phase: 'checking' }
  | { phase: 'available'; version: string }
  | { phase: 'downloading'; version: string }
  | { phase: 'ready'; version: string }
  | { phase: 'failed'; why: string };

export interface TrayView {
  face: TrayFace;
  state: HubState;
  /** As the system says; undefined where it cannot be. */
  startsAtLogin: boolean | undefined;
  preferences: Pick<ShellPreferences, 'notices' | 'autoUpdate' | 'channel'>;
  update: UpdateState;
}

/** What can be chosen. */
export interface TrayActions {
  open(path?: string): void;
  setEnabled(id: string, enabled: boolean): void;
  pause(paused: boolean): void;
  copy(text: string): void;
  setStartAtLogin(on: boolean): void;
  prefer(change: Partial<ShellPreferences>): void;
  update(step: 'check' | 'download' | 'install'): void;
  quit(): void;
}

const mostServers = 15;
const mostClients = 15;
const separator: MenuItem = { type: 'separator' };

/** Everything is here: where the panel shows indicators (GNOME, Wayland), a click opens the menu. */
export function trayMenu(view: TrayView, actions: TrayActions, words: DesktopWords): MenuItem[] {
  const { face, state, startsAtLogin, preferences } = view;
  const { tray, updates } = words;
  const paused = state.pausedSince !== undefined;
  return [
    { label: face.line, enabled: false },
    { label: tray.open, click: () => actions.open() },
    separator,
    ...serverItems(state.servers, actions, words),
    {
      label: tray.connected(connected(state).length),
      submenu: clientItems(state, actions, words),
    },
    {
      label: paused ? tray.resume : tray.pause,
      enabled: face.mark !== 'off' || paused,
      click: () => actions.pause(!paused),
    },
    { label: tray.copyEndpoint, submenu: endpointItems(state, actions, words) },
    separator,
    {
      label: tray.startAtLogin,
      type: 'checkbox',
      checked: startsAtLogin === true,
      enabled: startsAtLogin !== undefined,
      click: () => actions.setStartAtLogin(startsAtLogin !== true),
    },
    {
      label: tray.notices,
      type: 'checkbox',
      checked: preferences.notices,
      click: () => actions.prefer({ notices: !preferences.notices }),
    },
    { label: updates.title, submenu: updateItems(view, actions, words) },
    separator,
    { label: tray.quit, click: actions.quit },
  ];
}

function serverItems(
  servers: readonly ServerView[],
  actions: TrayActions,
  { tray }: DesktopWords,
): MenuItem[] {
  const items = servers.slice(0, mostServers).map(({ id, health }): MenuItem => {
    const enabled = health.phase !== 'disabled';
    return {
      label: `${literal(id)} – ${tray.phases[health.phase]}`,
      type: 'checkbox',
      checked: enabled,
      click: () => actions.setEnabled(id, !enabled),
    };
  });
  if (items.length === 0) return [{ label: tray.noServers, enabled: false }, separator];
  const more = { label: tray.moreServers, click: () => actions.open('/servers') };
  return [...items, ...(servers.length > mostServers ? [more] : []), separator];
}

function connected({ clients }: HubState) {
  return clients.filter(({ sessions }) => sessions > 0);
}

function clientItems(state: HubState, { open }: TrayActions, { tray }: DesktopWords): MenuItem[] {
  const items = connected(state)
    .slice(0, mostClients)
    .map(({ client, label, sessions }): MenuItem => {
      const path = `/clients/${encodeURIComponent(client)}`;
      return {
        label: `${literal(label)} – ${tray.sessions(sessions)}`,
        click: () => open(path),
      };
    });
  return [...items, { label: tray.connect, click: () => open('/clients') }];
}

function endpointItems(
  { endpoint: { proxy, http } }: HubState,
  actions: TrayActions,
  { tray }: DesktopWords,
): MenuItem[] {
  const command = (proxy ?? ['loom', 'proxy']).map(quote).join(' ');
  return [
    { label: tray.command, click: () => actions.copy(command) },
    { label: tray.address, enabled: http !== undefined, click: () => actions.copy(http ?? '') },
  ];
}

function updateItems(
  { update, preferences }: TrayView,
  actions: TrayActions,
  { updates }: DesktopWords,
): MenuItem[] {
  if (update.phase === 'elsewhere') {
    return [{ label: updates.elsewhere[update.why], enabled: false }];
  }
  const { autoUpdate, channel } = preferences;
  return [
    updateItem(update, actions, updates),
    separator,
    {
      label: updates.automatic,
      type: 'checkbox',
      checked: autoUpdate,
      click: () => actions.prefer({ autoUpdate: !autoUpdate }),
    },
    ...(['stable', 'beta'] as const).map((name): MenuItem => {
      const click = () => actions.prefer({ channel: name });
      return { label: updates.channels[name], type: 'radio', checked: channel === name, click };
    }),
  ];
}

function updateItem(
  update: Exclude<UpdateState, { phase: 'elsewhere' }>,
  actions: TrayActions,
  words: DesktopWords['updates'],
): MenuItem {
  const check = () => actions.update('check');
  switch (update.phase) {
    case 'idle':
      return { label: update.checked ? words.upToDate : words.check, click: check };
    case 'checking':
      return { label: words.checking, enabled: false };
    case 'available':
      return { label: words.download(update.version), click: () => actions.update('download') };
    case 'downloading':
      return { label: words.downloading(update.version), enabled: false };
    case 'ready':
      return { label: words.install(update.version), click: () => actions.update('install') };
    case 'failed':
      return { label: words.failed, sublabel: update.why, click: check };
    default:
      return update satisfies never;
  }
}

/** An ampersand would be taken for a key of the menu. */
function literal(text: string): string {
  return text.replaceAll('&', '&&');
}

function quote(word: string): string {
  return /^[\w@%+=:,./\\-]+$/.test(word) ? word : `"${word}"`;
}

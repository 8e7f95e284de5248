/** The menu of the tray as a function of what is: it decides nothing, and knows no Electron. */
import type { HubState, ServerView } from '../hub-state.ts';
import type { ShellPreferences } from './shell-preferences.ts';
import { count, type TrayFace } from './tray-face.ts';

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

/** How far a new version has come. */
export type UpdateState =
  /** The app is not its own to replace. */
  | { phase: 'elsewhere'; why: string }
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
export function trayMenu(view: TrayView, actions: TrayActions): MenuItem[] {
  const { face, state, startsAtLogin, preferences } = view;
  const paused = state.pausedSince !== undefined;
  return [
    { label: face.line, enabled: false },
    { label: 'Open Loom', click: () => actions.open() },
    separator,
    ...serverItems(state.servers, actions),
    { label: clientsLabel(state), submenu: clientItems(state, actions) },
    {
      label: paused ? 'Resume' : 'Pause all',
      enabled: face.mark !== 'off' || paused,
      click: () => actions.pause(!paused),
    },
    { label: 'Copy endpoint', submenu: endpointItems(state, actions) },
    separator,
    {
      label: 'Start at login',
      type: 'checkbox',
      checked: startsAtLogin === true,
      enabled: startsAtLogin !== undefined,
      click: () => actions.setStartAtLogin(startsAtLogin !== true),
    },
    {
      label: 'Notifications',
      type: 'checkbox',
      checked: preferences.notices,
      click: () => actions.prefer({ notices: !preferences.notices }),
    },
    { label: 'Updates', submenu: updateItems(view, actions) },
    separator,
    { label: 'Quit Loom', click: actions.quit },
  ];
}

function serverItems(servers: readonly ServerView[], actions: TrayActions): MenuItem[] {
  const items = servers.slice(0, mostServers).map(({ id, health }): MenuItem => {
    const enabled = health.phase !== 'disabled';
    return {
      label: `${literal(id)} – ${words[health.phase]}`,
      type: 'checkbox',
      checked: enabled,
      click: () => actions.setEnabled(id, !enabled),
    };
  });
  if (items.length === 0) return [{ label: 'No servers yet', enabled: false }, separator];
  const more = { label: 'More in Loom…', click: () => actions.open('/servers') };
  return [...items, ...(servers.length > mostServers ? [more] : []), separator];
}

const words = {
  disabled: 'off',
  idle: 'idle',
  starting: 'starting',
  ready: 'running',
  'backing-off': 'restarting',
  waiting: 'waiting',
  failed: 'failed',
} satisfies Record<ServerView['health']['phase'], string>;

function connected({ clients }: HubState) {
  return clients.filter(({ sessions }) => sessions > 0);
}

function clientsLabel(state: HubState): string {
  return `${count(connected(state).length, 'client')} connected`;
}

function clientItems(state: HubState, { open }: TrayActions): MenuItem[] {
  const items = connected(state)
    .slice(0, mostClients)
    .map(({ client, label, sessions }): MenuItem => {
      const path = `/clients/${encodeURIComponent(client)}`;
      return {
        label: `${literal(label)} – ${count(sessions, 'session')}`,
        click: () => open(path),
      };
    });
  return [...items, { label: 'Connect a client…', click: () => open('/clients') }];
}

function endpointItems({ endpoint: { proxy, http } }: HubState, actions: TrayActions): MenuItem[] {
  const command = (proxy ?? ['loom', 'proxy']).map(quote).join(' ');
  return [
    { label: 'Command for clients', click: () => actions.copy(command) },
    { label: 'HTTP address', enabled: http !== undefined, click: () => actions.copy(http ?? '') },
  ];
}

function updateItems({ update, preferences }: TrayView, actions: TrayActions): MenuItem[] {
  if (update.phase === 'elsewhere') return [{ label: update.why, enabled: false }];
  const { autoUpdate, channel } = preferences;
  return [
    updateItem(update, actions),
    separator,
    {
      label: 'Update automatically',
      type: 'checkbox',
      checked: autoUpdate,
      click: () => actions.prefer({ autoUpdate: !autoUpdate }),
    },
    ...(['stable', 'beta'] as const).map((name): MenuItem => {
      const label = name === 'stable' ? 'Stable versions' : 'Beta versions';
      const click = () => actions.prefer({ channel: name });
      return { label, type: 'radio', checked: channel === name, click };
    }),
  ];
}

function updateItem(
  update: Exclude<UpdateState, { phase: 'elsewhere' }>,
  actions: TrayActions,
): MenuItem {
  const check = () => actions.update('check');
  switch (update.phase) {
    case 'idle':
      return { label: update.checked ? 'Up to date – check again' : 'Check now', click: check };
    case 'checking':
      return { label: 'Checking…', enabled: false };
    case 'available':
      return { label: `Download ${update.version}`, click: () => actions.update('download') };
    case 'downloading':
      return { label: `Downloading ${update.version}…`, enabled: false };
    case 'ready': {
      const click = () => actions.update('install');
      return { label: `Restart to install ${update.version}`, click };
    }
    case 'failed':
      return { label: 'Update failed – try again', sublabel: update.why, click: check };
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

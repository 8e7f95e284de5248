import { describe, expect, test, vi } from 'vitest';
import type { HubState, ServerView } from '../hub-state.ts';
import { emptyState, idleServer } from '../testing/sample-state.ts';
import { trayFace } from './tray-face.ts';
import { type MenuItem, type TrayActions, type TrayView, trayMenu } from './tray-menu.ts';
import { de } from './words/de.ts';
import { type DesktopWords, en } from './words/en.ts';

const ready = { phase: 'ready', since: 1 } as const;
const failed = { phase: 'failed', since: 1, error: 'it broke', remedy: 'mend it' } as const;
const github: ServerView = { ...idleServer('github'), health: ready };

describe('the menu', () => {
  test('of a hub that is well names it, its servers and its clients', () => {
    const cursor = {
      client: 'cursor',
      label: 'Cursor',
      sessions: 2,
    } as HubState['clients'][number];
    const silent = { ...cursor, client: 'zed', label: 'Zed', sessions: 0 };
    const state = { ...emptyState, servers: [github], clients: [cursor, silent] };
    expect(labels(menuOf(state))).toEqual([
      'Hub running · 1 server · 0 sessions',
      'Open Loom',
      '—',
      '[x] github – running',
      '—',
      '1 client connected > Cursor – 2 sessions, Connect a client…',
      'Pause all',
      'Copy endpoint > Command for clients, HTTP address',
      '—',
      '[ ] Start at login',
      '[x] Notifications',
      'Updates > Check now, —, [x] Update automatically, [x] Stable versions, [ ] Beta versions',
      '—',
      'Quit Loom',
    ]);
  });

  test('says what needs attention', () => {
    const servers = [{ ...github, health: failed }, idleServer('files')];
    const [line, ...rest] = labels(menuOf({ ...emptyState, servers }));
    expect(line).toBe('1 server failed');
    expect(rest).toEqual(expect.arrayContaining(['[x] github – failed', '[x] files – idle']));
  });

  test('of a hub that does not serve pauses nothing', () => {
    const menu = menuOf(emptyState, {}, false);
    expect(menu[0]?.label).toBe('Hub not serving');
    expect(find(menu, 'Pause all').enabled).toBe(false);
  });

  test('of a paused hub resumes it', () => {
    const actions = fakeActions();
    const menu = menuOf({ ...emptyState, pausedSince: 1 }, { actions });
    expect(menu[0]?.label).toBe('Paused');
    find(menu, 'Resume').click?.();
    expect(actions.pause).toHaveBeenCalledWith(false);
    find(menuOf(emptyState, { actions }), 'Pause all').click?.();
    expect(actions.pause).toHaveBeenLastCalledWith(true);
  });

  test('switches servers on and off, whatever their names are', () => {
    const actions = fakeActions();
    const off = { ...idleServer('a&b'), health: { phase: 'disabled' } as const };
    const menu = menuOf({ ...emptyState, servers: [github, off] }, { actions });
    find(menu, 'github – running').click?.();
    find(menu, 'a&&b – off').click?.();
    expect(vi.mocked(actions.setEnabled).mock.calls).toEqual([
      ['github', false],
      ['a&b', true],
    ]);
  });

  test('shows fifteen servers, and where the others are', () => {
    const actions = fakeActions();
    const servers = Array.from({ length: 16 }, (_, index) => idleServer(`s${index}`));
    const menu = menuOf({ ...emptyState, servers }, { actions });
    expect(labels(menu).filter((label) => label.includes('– idle'))).toHaveLength(15);
    find(menu, 'More in Loom…').click?.();
    expect(actions.open).toHaveBeenCalledWith('/servers');
    expect(labels(menuOf({ ...emptyState, servers: servers.slice(1) }))).not.toContain(
      'More in Loom…',
    );
    expect(labels(menuOf(emptyState))).toContain('No servers yet');
  });

  test('copies what a client needs', () => {
    const actions = fakeActions();
    const { http: _, ...local } = emptyState.endpoint;
    const endpoint = { ...local, proxy: ['C:\\My Programs\\loom.cmd', 'proxy'] };
    const copy =
      find(menuOf({ ...emptyState, endpoint }, { actions }), 'Copy endpoint').submenu ?? [];
    find(copy, 'Command for clients').click?.();
    expect(actions.copy).toHaveBeenCalledWith('"C:\\My Programs\\loom.cmd" proxy');
    expect(find(copy, 'HTTP address').enabled).toBe(false);
  });

  test('leaves alone what the system does not let it do', () => {
    const menu = menuOf(emptyState, {
      startsAtLogin: undefined,
      update: { phase: 'elsewhere', why: 'package-manager' },
    });
    expect(find(menu, 'Start at login')).toMatchObject({ enabled: false, checked: false });
    expect(find(menu, 'Updates').submenu).toEqual([
      { label: 'Your package manager updates Loom', enabled: false },
    ]);
  });

  test.each([
    [{ phase: 'idle', checked: true }, 'Up to date – check again', 'check'],
    [{ phase: 'checking' }, 'Checking…', undefined],
    [{ phase: 'available', version: '2.0.0' }, 'Download 2.0.0', 'download'],
    [{ phase: 'downloading', version: '2.0.0' }, 'Downloading 2.0.0…', undefined],
    [{ phase: 'ready', version: '2.0.0' }, 'Restart to install 2.0.0', 'install'],
    [{ phase: 'failed', why: 'offline' }, 'Update failed – try again', 'check'],
  ] as const)('tells of a new version: %j', (update, label, step) => {
    const actions = fakeActions();
    const item = find(menuOf(emptyState, { update, actions }), 'Updates').submenu?.[0];
    expect(item?.label).toBe(label);
    item?.click?.();
    if (step) expect(actions.update).toHaveBeenCalledWith(step);
    else expect(item?.enabled).toBe(false);
  });

  test('changes what the shell keeps', () => {
    const actions = fakeActions();
    const menu = menuOf(emptyState, { actions, startsAtLogin: true });
    find(menu, 'Start at login').click?.();
    expect(actions.setStartAtLogin).toHaveBeenCalledWith(false);
    find(menu, 'Notifications').click?.();
    const updates = find(menu, 'Updates').submenu ?? [];
    find(updates, 'Update automatically').click?.();
    find(updates, 'Beta versions').click?.();
    expect(vi.mocked(actions.prefer).mock.calls).toEqual([
      [{ notices: false }],
      [{ autoUpdate: false }],
      [{ channel: 'beta' }],
    ]);
  });
});

describe('in German', () => {
  const german = { words: de };

  test('the menu of a hub that is well has no English left', () => {
    const cursor = {
      client: 'cursor',
      label: 'Cursor',
      sessions: 1,
    } as HubState['clients'][number];
    const state = { ...emptyState, servers: [github], clients: [cursor] };
    expect(labels(menuOf(state, german))).toEqual([
      'Hub läuft · 1 Server · 0 Sitzungen',
      'Loom öffnen',
      '—',
      '[x] github – läuft',
      '—',
      '1 Client verbunden > Cursor – 1 Sitzung, Client verbinden …',
      'Alle anhalten',
      'Endpunkt kopieren > Befehl für Clients, HTTP-Adresse',
      '—',
      '[ ] Bei der Anmeldung starten',
      '[x] Benachrichtigungen',
      'Updates > Jetzt suchen, —, [x] Automatisch aktualisieren, [x] Stabile Versionen, [ ] Beta-Versionen',
      '—',
      'Loom beenden',
    ]);
  });

  test('it says what needs attention, each with its number', () => {
    const lack = { since: 1, awaits: 'secret TOKEN', error: 'no TOKEN', remedy: 'set it' } as const;
    const waits = { phase: 'waiting', ...lack } as const;
    const servers = [
      { ...github, health: failed },
      { ...idleServer('docs'), health: waits },
      { ...idleServer('mail'), health: waits },
    ];
    const [line, ...rest] = labels(menuOf({ ...emptyState, servers }, german));
    expect(line).toBe('1 Server ausgefallen · 2 Server warten');
    expect(rest).toEqual(expect.arrayContaining(['[x] github – ausgefallen', '[x] docs – wartet']));
  });

  test('it says that the hub does not serve, or is paused', () => {
    expect(menuOf(emptyState, german, false)[0]?.label).toBe('Hub nicht in Betrieb');
    const paused = menuOf({ ...emptyState, pausedSince: 1 }, german);
    expect(paused[0]?.label).toBe('Angehalten');
    expect(find(paused, 'Fortsetzen').enabled).toBe(true);
  });
});

interface Changes extends Partial<TrayView> {
  actions?: TrayActions;
  words?: DesktopWords;
}

function menuOf(state: HubState, changes: Changes = {}, serving = true): MenuItem[] {
  const { actions = fakeActions(), words = en, ...view } = changes;
  const preferences = { notices: true, autoUpdate: true, channel: 'stable' } as const;
  const update = { phase: 'idle', checked: false } as const;
  const face = trayFace(state, serving, words);
  const whole = { face, state, startsAtLogin: false, preferences, update, ...view };
  return trayMenu(whole, actions, words);
}

function fakeActions(): TrayActions {
  return {
    open: vi.fn(),
    setEnabled: vi.fn(),
    pause: vi.fn(),
    copy: vi.fn(),
    setStartAtLogin: vi.fn(),
    prefer: vi.fn(),
    update: vi.fn(),
    quit: vi.fn(),
  };
}

function labels(menu: readonly MenuItem[]): string[] {
  return menu.map(({ type, label = '—', checked, submenu }) => {
    const box = type === 'checkbox' || type === 'radio' ? `[${checked ? 'x' : ' '}] ` : '';
    return `${box}${label}${submenu ? ` > ${labels(submenu).join(', ')}` : ''}`;
  });
}

function find(menu: readonly MenuItem[], label: string): MenuItem {
  const item = menu.find((candidate) => candidate.label === label);
  if (!item) throw new Error(`there is no "${label}" among ${labels(menu).join(', ')}`);
  return item;
}

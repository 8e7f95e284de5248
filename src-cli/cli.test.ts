import { describe, expect, test } from 'vitest';
import { startFakeHub } from './testing/fake-hub.ts';
import { now } from './testing/samples.ts';
import { openTerminal } from './testing/terminal.ts';

describe('without a hub', () => {
  test('status says so, with a remedy, and exits 5', async () => {
    await using terminal = await openTerminal();
    expect(await terminal.loom('status')).toBe(5);
    expect(terminal.stdout.text).toBe('');
    expect(terminal.stderr.text).toBe(
      'error: No hub is running.\n' +
        `  because nothing answers on ${terminal.io.paths.socket}\n` +
        '→ Start it with `loom serve`.\n',
    );
  });

  test('a failure is JSON on stdout with --json, under the same exit code', async () => {
    await using terminal = await openTerminal();
    expect(await terminal.loom('--json', 'status')).toBe(5);
    expect(terminal.stderr.text).toBe('');
    expect(JSON.parse(terminal.stdout.text)).toEqual({
      error: {
        code: 'hub-not-running',
        message: 'No hub is running.',
        remedy: 'Start it with `loom serve`.',
        cause: `nothing answers on ${terminal.io.paths.socket}`,
      },
    });
  });
});

describe('the command line', () => {
  test('suggests the command that a mistyped one stands for', async () => {
    await using terminal = await openTerminal();
    expect(await terminal.loom('statsu')).toBe(2);
    expect(terminal.stderr.text).toContain(
      "error: Unknown command 'statsu'\n→ Did you mean status?",
    );
    expect(await terminal.loom('servers', 'lsit')).toBe(2);
    expect(terminal.stderr.text).toContain('Did you mean list? `loom servers --help`');
  });

  test('points to the help of the command that was called', async () => {
    await using terminal = await openTerminal();
    expect(await terminal.loom('secret', 'set')).toBe(2);
    expect(terminal.stderr.text).toContain('→ See `loom secret set --help`.');
    expect(await terminal.loom('auth', 'list')).toBe(2);
    expect(terminal.stderr.text).toContain('→ See `loom auth --help`.');
  });

  test('refuses an unknown option, in JSON where that is asked for', async () => {
    await using terminal = await openTerminal();
    expect(await terminal.loom('status', '--jsn')).toBe(2);
    expect(terminal.stderr.text).toContain('Did you mean --json?');
    expect(await terminal.loom('status', '--bogus', '--json')).toBe(2);
    expect(JSON.parse(terminal.stdout.text).error.code).toBe('usage');
  });

  test('prints its version and its help on stdout', async () => {
    await using terminal = await openTerminal();
    expect(await terminal.loom('--version')).toBe(0);
    expect(terminal.stdout.text).toMatch(/^\d+\.\d+\.\d+\n$|^unbuilt\n$/);
    expect(await terminal.loom('help')).toBe(0);
    expect(terminal.stdout.text).toContain('Exit codes:');
    expect(terminal.stdout.text).not.toContain('__complete');
    expect(terminal.stderr.text).toBe('');
  });

  test('the help of a command below another has its own options, and those of all', async () => {
    await using terminal = await openTerminal();
    expect(await terminal.loom('sync', 'undo', '--help')).toBe(0);
    expect(terminal.stdout.text).toMatch(/--to <number>[\s\S]*--json/);
    expect(terminal.stdout.text).not.toContain('--direct');
  });

  test('a group without its subcommand shows help and exits 2', async () => {
    await using terminal = await openTerminal();
    expect(await terminal.loom('servers')).toBe(2);
    expect(terminal.stderr.text).toContain('restart <server>');
  });
});

describe('with a hub', () => {
  test('status shows the hub, its servers and its clients', async () => {
    await using terminal = await openTerminal();
    await using hub = await startFakeHub(terminal.io.paths);
    hub.state.sessions.push({
      id: 's1',
      client: 'cursor',
      version: '2.1',
      carrier: 'socket',
      era: 'modern',
      profile: 'default',
      connectedAt: Date.UTC(2026, 10, 20, 11, 59, 30),
      callsInFlight: 0,
    });
    hub.state.clients.push({
      client: 'cursor',
      label: 'Cursor',
      targets: [{ id: 'cursor', file: '/home/ada/.cursor/mcp.json' }],
      proof: {
        phase: 'verified',
        at: Date.UTC(2026, 10, 20, 11, 0),
        version: '2.1',
        era: 'modern',
      },
      sessions: 1,
      lastSeenAt: Date.UTC(2026, 10, 20, 11, 59, 30),
      version: '2.1',
      drifted: [],
    });
    expect(await terminal.loom('status')).toBe(0);
    expect(terminal.stdout.text).toMatchInlineSnapshot(`
      "hub       Loom 0.1.0, headless, pid 4242
      up        2 h
      endpoint  http://127.0.0.1:8088/mcp
      socket    /home/ada/.local/state/loom/hub.sock
      registry  /home/ada/.config/loom/registry.yaml
      config    /home/ada/.config/loom/config.yaml

      SERVER  STATE  TOOLS         CALLS  USED     RUNS
      echo    idle       2  3 (1 failed)  4 s ago  npx -y @example/echo
      github  idle       2  3 (1 failed)  4 s ago  npx -y @example/github

      CLIENT  STATE             PROFILE  SESSIONS  LAST SEEN  VERSION  ERA     IN
      Cursor  verified 1 h ago  default         1  30 s ago   2.1      modern  /home/ada/.cursor/mcp.json

      SESSION     VIA     ERA     PROFILE  IN FLIGHT  CONNECTED
      cursor 2.1  socket  modern  default          0  30 s ago
      "
    `);
  });

  test('status says of a client what is wrong and what to do', async () => {
    await using terminal = await openTerminal();
    await using hub = await startFakeHub(terminal.io.paths);
    const about = { targets: [], sessions: 0, drifted: [] };
    const failed = { phase: 'failed', at: now, error: 'it is gone', remedy: 'Sync it.' } as const;
    const waiting = { phase: 'waiting', since: now } as const;
    hub.state.clients.push(
      { ...about, client: 'zed', label: 'Zed', proof: failed },
      { ...about, client: 'amp', label: 'Amp', proof: waiting, profile: 'work' },
      { ...about, client: 'cursor', label: 'Cursor', proof: waiting, drifted: ['cursor:project'] },
    );
    expect(await terminal.loom('status')).toBe(0);
    const { text } = terminal.stdout;
    expect(text).toMatch(/Zed +failed now/);
    expect(text).toContain('Zed: it is gone\n→ Sync it.');
    expect(text).toMatch(/Amp +works, waits for its first call +work/);
    expect(text).toMatch(/Cursor +drifted: cursor:project/);
  });

  test('status --json is the contract’s hub state', async () => {
    await using terminal = await openTerminal();
    await using hub = await startFakeHub(terminal.io.paths);
    expect(await terminal.loom('status', '--json')).toBe(0);
    expect(JSON.parse(terminal.stdout.text)).toEqual(hub.state);
  });

  test('shows colours on a terminal, and none with NO_COLOR', async () => {
    await using terminal = await openTerminal({ columns: 100 });
    await using _hub = await startFakeHub(terminal.io.paths);
    await terminal.loom('servers', 'list');
    expect(terminal.stdout.text).toContain('\u001b[1mecho');
    await using plain = await openTerminal({ columns: 100, env: { NO_COLOR: '1' } });
    await using _other = await startFakeHub(plain.io.paths);
    await plain.loom('servers', 'list');
    expect(plain.stdout.text).not.toContain('\u001b');
  });

  test('a reader that closed the pipe is no failure', async () => {
    await using terminal = await openTerminal();
    await using _hub = await startFakeHub(terminal.io.paths);
    terminal.stdout.once('written', () => {
      terminal.stdout.emit('error', Object.assign(new Error('EPIPE'), { code: 'EPIPE' }));
    });
    expect(await terminal.loom('tools')).toBe(0);
    expect(terminal.stderr.text).toBe('');
  });

  test('reload tells what changed and what waits for a restart', async () => {
    await using terminal = await openTerminal();
    await using _hub = await startFakeHub(terminal.io.paths);
    expect(await terminal.loom('reload')).toBe(0);
    expect(terminal.stdout.text).toMatch(
      /added +new\nremoved +old, older\nneeds .* http\.address\n/,
    );
  });

  test('pause stops all servers, as status then shows, until resume', async () => {
    await using terminal = await openTerminal();
    await using hub = await startFakeHub(terminal.io.paths);
    expect(await terminal.loom('pause')).toBe(0);
    expect(terminal.stdout.text).toBe('Paused: no server runs until `loom resume`.\n');
    expect(await terminal.loom('status')).toBe(0);
    expect(terminal.stdout.text).toMatch(/paused +since /);
    expect(await terminal.loom('resume')).toBe(0);
    expect(hub.state.pausedSince).toBeUndefined();
  });

  test('stop waits until the hub is gone', async () => {
    await using terminal = await openTerminal();
    await startFakeHub(terminal.io.paths);
    expect(await terminal.loom('stop')).toBe(0);
    expect(terminal.stdout.text).toBe('The hub (pid 4242) stopped.\n');
    expect(await terminal.loom('stop')).toBe(5);
  });

  test('console prints a link, and opens it only in a terminal', async () => {
    await using terminal = await openTerminal();
    await using _hub = await startFakeHub(terminal.io.paths);
    expect(await terminal.loom('console', '--open')).toBe(0);
    expect(terminal.stdout.text).toBe('http://127.0.0.1:8088/l?code=x\n');
    expect(terminal.openedUrls).toEqual([]);
    terminal.stdout.isTTY = true;
    await terminal.loom('console', '--open');
    expect(terminal.openedUrls).toEqual(['http://127.0.0.1:8088/l?code=x']);
  });
});

import { expect, test } from 'vitest';
import type { DoctorOptions, HubFlags } from '../../src-shared/headless.ts';
import { startFakeHub } from '../testing/fake-hub.ts';
import { now } from '../testing/samples.ts';
import { openTerminal } from '../testing/terminal.ts';

test('doctor prints each check with its remedy and exits 1 when one failed', async () => {
  await using terminal = await openTerminal({
    headless: {
      doctor: async () => [
        { id: 'node', title: 'Node', verdict: 'ok', found: '24.1.0' },
        {
          id: 'commands',
          title: 'Commands',
          verdict: 'fail',
          found: 'uvx is missing',
          remedy: 'Install uv.',
        },
      ],
    },
  });
  expect(await terminal.loom('doctor')).toBe(1);
  expect(terminal.stdout.text).toContain('✓ Node      24.1.0\n✗ Commands  uvx is missing\n');
  expect(terminal.stdout.text).toContain('            → Install uv.\n');
  expect(terminal.stdout.text).toContain('! Hub       No hub is running.');
  expect(terminal.stdout.text).toContain('1 of 3 checks failed.');
});

test('doctor hands the running hub to the other checks and compares versions', async () => {
  const seen: DoctorOptions[] = [];
  await using terminal = await openTerminal({
    headless: {
      doctor: async (options) => {
        seen.push(options);
        return [];
      },
    },
  });
  await using hub = await startFakeHub(terminal.io.paths);
  hub.state.version = '0.0.1';
  expect(await terminal.loom('doctor', '--json', '--http-addr', ':1')).toBe(0);
  expect(seen).toEqual([{ flags: { httpAddr: ':1' }, hub: hub.state }]);
  const { checks } = JSON.parse(terminal.stdout.text);
  expect(checks).toMatchObject([
    { id: 'socket', verdict: 'ok' },
    { id: 'version', verdict: 'warn' },
    { id: 'clients', verdict: 'ok' },
  ]);
});

test('doctor names a client file that has drifted, once, with what to do', async () => {
  await using terminal = await openTerminal({ headless: { doctor: async () => [] } });
  await using hub = await startFakeHub(terminal.io.paths);
  const file = '/home/ada/.cursor/mcp.json';
  const notice = { at: now, code: 'file-changed', message: 'Cursor: it was taken out', file };
  hub.state.problems = [{ ...notice, remedy: 'Look.' }];
  hub.clients.targets = [
    {
      ...{ id: 'cursor', client: 'cursor', label: 'Cursor', scope: 'user', file, format: 'json' },
      ...{ exists: true, takesHttp: true, heal: 'ask', proof: { phase: 'none' } },
      ...{ duplicates: [], reload: 'restart', notes: [] },
      state: { phase: 'drifted', how: 'missing', since: now },
    },
  ];
  await terminal.loom('doctor');
  expect(terminal.stdout.text).toContain(`Loom's entry is gone from ${file}`);
  expect(terminal.stdout.text).toContain('`loom sync cursor` puts it back');
  expect(terminal.stdout.text).not.toContain('it was taken out');
});

test('doctor shows what the running hub complains about', async () => {
  await using terminal = await openTerminal({ headless: { doctor: async () => [] } });
  await using hub = await startFakeHub(terminal.io.paths);
  const problem = { at: now, code: 'vault-locked', message: 'the keychain is locked' };
  hub.state.problems = [{ ...problem, remedy: 'Unlock it.' }];
  const [server] = hub.state.servers;
  if (!server) throw new Error('the fake hub has no server');
  const failure = { error: 'there is no secret T', remedy: 'Set it.' };
  server.health = { phase: 'failed', since: now - 5_000, ...failure };
  expect(await terminal.loom('doctor')).toBe(0);
  expect(terminal.stdout.text).toMatch(/! Notice +the keychain is locked\n +→ Unlock it\./);
  expect(terminal.stdout.text).toMatch(
    /! Server \w+ +failed 5 s ago: there is no secret T\n +→ Set/,
  );
  expect(terminal.stdout.text).toContain('see what is marked with "!"');
});

test('doctor reports an installation that cannot be loaded', async () => {
  await using terminal = await openTerminal();
  terminal.io.loadHeadless = () => Promise.reject(new Error('Cannot find module'));
  expect(await terminal.loom('doctor')).toBe(1);
  expect(terminal.stdout.text).toContain('✗ Installation  Cannot find module');
});

test('serve hands its flags to the hub and exits with its code', async () => {
  const seen: HubFlags[] = [];
  await using terminal = await openTerminal({
    headless: {
      runHeadless: async ({ flags }) => {
        seen.push(flags);
        return 6;
      },
    },
  });
  const origins = ['--allowed-origins', 'http://a, http://b', 'http://c'];
  expect(await terminal.loom('serve', '--http-addr', ':8088', ...origins, '--registry', 'r')).toBe(
    6,
  );
  expect(seen).toEqual([
    { httpAddr: ':8088', allowedOrigins: ['http://a', 'http://b', 'http://c'], registry: 'r' },
  ]);
});

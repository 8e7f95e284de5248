import { expect, test } from 'vitest';
import type { FileChange, TargetView } from '../../../src-shared/domain/client.ts';
import { lastRequest } from '../../testing/fake-clients.ts';
import { startFakeHub } from '../../testing/fake-hub.ts';
import { now } from '../../testing/samples.ts';
import { openTerminal } from '../../testing/terminal.ts';

const file = '/home/ada/.cursor/mcp.json';
const change: FileChange = {
  target: 'cursor',
  label: 'Cursor',
  file,
  action: 'insert',
  before: 'b'.repeat(64),
  after: 'a'.repeat(64),
  diff: '--- mcp.json\n+++ mcp.json\n@@ -1 +1,2 @@\n {\n+  "loom": {}\n',
  notes: ['Switch it on in the settings.'],
};
const refusal = {
  target: 'zed',
  label: 'Zed',
  file: '/home/ada/.config/zed/settings.json',
  code: 'invalid-client-file',
  reason: 'it is not valid JSON',
  remedy: 'Mend it.',
  line: 3,
  column: 7,
};
const written = {
  target: 'cursor',
  label: 'Cursor',
  file,
  journal: 4,
  reload: 'window' as const,
  notes: [],
};
const target: TargetView = {
  id: 'cursor',
  client: 'cursor',
  label: 'Cursor',
  scope: 'user',
  file,
  format: 'json',
  exists: true,
  state: { phase: 'synced' },
  takesHttp: true,
  profile: 'review',
  via: 'proxy',
  heal: 'ask',
  proof: { phase: 'verified', at: now - 60_000 },
  duplicates: ['github'],
  reload: 'window' as const,
  notes: [],
};

test('sync shows the diff, asks, and writes just what was seen', async () => {
  await using terminal = await openTerminal({
    columns: 100,
    env: { CODEX_HOME: '/c', SECRET: 'x' },
  });
  await using hub = await startFakeHub(terminal.io.paths);
  hub.clients.preview = { changes: [change], refused: [] };
  hub.clients.result = { written: [written], refused: [] };
  terminal.stdin.write('y\n');
  expect(await terminal.loom('sync', 'cursor', '--profile', 'review')).toBe(0);
  expect(terminal.stderr.text).toContain('+  "loom": {}');
  expect(terminal.stderr.text).toContain('Switch it on in the settings.');
  expect(terminal.stdout.text).toContain('loom sync undo cursor');
  expect(lastRequest(hub.clients, 'preview')).toEqual({
    targets: ['cursor'],
    profile: 'review',
    env: { CODEX_HOME: '/c' },
  });
  expect(hub.clients.calls.at(-1)).toMatchObject({
    call: 'apply',
    input: { seen: [{ target: 'cursor', before: change.before, after: change.after }] },
  });
});

test('sync writes nothing after a no, in a dry run, and where nobody can be asked', async () => {
  await using terminal = await openTerminal({ columns: 100 });
  await using hub = await startFakeHub(terminal.io.paths);
  hub.clients.preview = { changes: [change], refused: [] };
  terminal.stdin.write('n\n');
  expect(await terminal.loom('sync')).toBe(1);
  expect(await terminal.loom('sync', '--dry-run')).toBe(0);
  terminal.stdin.isTTY = false;
  expect(await terminal.loom('sync')).toBe(2);
  expect(hub.clients.calls.map(({ call }) => call)).not.toContain('apply');
});

test('sync names the place in a file that it leaves alone, and exits 1', async () => {
  await using terminal = await openTerminal();
  await using hub = await startFakeHub(terminal.io.paths);
  hub.clients.preview = { changes: [], refused: [refusal] };
  expect(await terminal.loom('sync', 'all', '--yes')).toBe(1);
  expect(terminal.stdout.text).toContain('zed/settings.json:3:7');
  expect(terminal.stdout.text).toContain('Mend it.');
});

test('sync --status tells what stands in the files and what stands there twice', async () => {
  await using terminal = await openTerminal();
  await using hub = await startFakeHub(terminal.io.paths);
  const nothing = { ...target, duplicates: [], state: { phase: 'absent' as const } };
  hub.clients.targets = [
    { ...target, notes: ['Switch it on.'] },
    { ...nothing, id: 'cursor:old', exists: false, readOnly: 'Only old versions have it.' },
    { ...target, id: 'cursor:beta', state: { phase: 'not-installed' } },
    { ...target, id: 'codex', client: 'codex', state: { phase: 'not-installed' } },
    { ...target, id: 'zed', state: { phase: 'unreadable', reason: 'cut off', line: 2, column: 1 } },
  ];
  expect(await terminal.loom('sync', '--status')).toBe(0);
  const { text } = terminal.stdout;
  expect(text).toMatch(/cursor +synced +verified/);
  expect(text).toContain('served by Loom as well: github');
  expect(text).toMatch(/Known, and not found here: codex$/m);
  expect(text).not.toContain('cursor:old');
  expect(text).not.toContain('Switch it on.');
  expect(text).toMatch(/mcp\.json:2:1 cut off/);
  expect(await terminal.loom('sync', '--status', 'cursor')).toBe(0);
  expect(terminal.stdout.text).toContain('Only old versions have it.');
  expect(terminal.stdout.text).toContain('Switch it on.');
});

test('sync asks for the way and the form only where they are named; else they stay', async () => {
  await using terminal = await openTerminal();
  await using hub = await startFakeHub(terminal.io.paths);
  const asked = async (...words: string[]) => {
    await terminal.loom('sync', 'cursor', '--dry-run', ...words);
    return lastRequest(hub.clients, 'preview');
  };
  expect(await asked()).toEqual({ targets: ['cursor'], env: {} });
  expect(await asked('--via', 'proxy')).toMatchObject({ via: 'proxy' });
  expect(await asked('--loom-mode')).toMatchObject({ mode: 'loom' });
  expect(await asked('--direct')).toMatchObject({ mode: 'direct' });
});

test('sync says once that there is no such profile, and no note a second time', async () => {
  await using terminal = await openTerminal();
  await using hub = await startFakeHub(terminal.io.paths);
  const unknown = { ...refusal, code: 'unknown-profile', reason: 'there is no profile "x"' };
  const broken = { ...refusal, target: 'vscode', label: 'VS Code' };
  const refused = [unknown, { ...unknown, label: 'Codex' }, refusal, broken];
  hub.clients.preview = { changes: [change], refused };
  hub.clients.result = { written: [{ ...written, notes: change.notes }], refused: [] };
  expect(await terminal.loom('sync', '--yes', '--project', '/p')).toBe(1);
  expect(terminal.stderr.text).toContain('✗ Zed and 1 other: there is no profile "x"');
  expect(terminal.stderr.text).toContain('✗ Zed: it is not valid JSON');
  expect(terminal.stderr.text).toContain('✗ VS Code: it is not valid JSON');
  expect(terminal.stderr.text).toContain('think of that before you commit the file');
  expect(terminal.stdout.text).not.toContain('Switch it on');
});

test('sync --remove offers no proof of what is gone', async () => {
  await using terminal = await openTerminal();
  await using hub = await startFakeHub(terminal.io.paths);
  hub.clients.preview = { changes: [{ ...change, action: 'remove' }], refused: [] };
  hub.clients.result = { written: [written], refused: [] };
  expect(await terminal.loom('sync', 'cursor', '--remove', '--yes')).toBe(0);
  expect(terminal.stdout.text).toMatch(/^Take it back: `loom sync undo cursor`\.$/m);
});

test('sync --verify fails where a client could not use what was written', async () => {
  await using terminal = await openTerminal();
  await using hub = await startFakeHub(terminal.io.paths);
  const tried = '/opt/loom proxy --client cursor';
  hub.clients.verifications = [
    { target: 'cursor', label: 'Cursor', tried, ok: true, tools: 3, handshakeMs: 41.2 },
  ];
  expect(await terminal.loom('sync', '--verify')).toBe(0);
  expect(terminal.stdout.text).toContain('3 tools, answers in 41 ms');
  hub.clients.verifications = [
    { target: 'cursor', label: 'Cursor', tried, ok: false, error: 'it is gone', remedy: 'Sync.' },
  ];
  expect(await terminal.loom('sync', '--verify')).toBe(1);
  expect(hub.clients.calls.map(({ call }) => call)).toEqual(['verify', 'verify']);
});

test('sync undo takes back what was seen, down to the write that --to names', async () => {
  await using terminal = await openTerminal();
  await using hub = await startFakeHub(terminal.io.paths);
  hub.clients.preview = { changes: [{ ...change, action: 'restore' }], refused: [] };
  hub.clients.result = { written: [written], refused: [] };
  expect(await terminal.loom('sync', 'undo', 'cursor', '--to', '3', '--yes')).toBe(0);
  expect(hub.clients.calls.at(-1)).toMatchObject({
    call: 'undo',
    input: { request: { targets: ['cursor'], to: 3 } },
  });
  expect(terminal.stdout.text).toContain('Changed your mind: `loom sync undo --to 4`.');
  expect(await terminal.loom('sync', 'undo', '--to', 'three')).toBe(2);
});

test('sync undo --list shows every write with its number', async () => {
  await using terminal = await openTerminal();
  await using hub = await startFakeHub(terminal.io.paths);
  hub.clients.history = [
    {
      id: 4,
      at: now,
      target: 'cursor',
      label: 'Cursor',
      file,
      by: 'sync',
      what: 'inserted the entry loom',
      isKept: true,
    },
  ];
  expect(await terminal.loom('sync', 'undo', '--list')).toBe(0);
  expect(terminal.stdout.text).toMatch(/4 +.*cursor +sync +inserted the entry loom/);
  expect(await terminal.loom('sync', 'undo', '--list', 'codex')).toBe(0);
  expect(terminal.stdout.text).toContain('Loom has written nothing for codex.');
});

test('sync heal sets what happens when an entry is erased', async () => {
  await using terminal = await openTerminal();
  await using hub = await startFakeHub(terminal.io.paths);
  hub.clients.targets = [target];
  expect(await terminal.loom('sync', 'heal', 'cursor', 'auto')).toBe(0);
  expect(terminal.stdout.text).toContain('heal is auto');
  expect(await terminal.loom('sync', 'heal', 'cursor', 'never')).toBe(2);
  expect(await terminal.loom('sync', 'heal', 'cursr', 'off')).toBe(4);
});

test('sync forget deletes kept copies after a yes', async () => {
  await using terminal = await openTerminal();
  await using hub = await startFakeHub(terminal.io.paths);
  expect(await terminal.loom('sync', 'forget', 'cursor')).toBe(2);
  expect(hub.clients.calls).toEqual([]);
  expect(await terminal.loom('sync', 'forget', 'cursor', '--yes')).toBe(0);
  expect(hub.clients.calls).toEqual([{ call: 'forget', input: { targets: ['cursor'] } }]);
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { serverFolder } from '../../../../e2e/harness/servers.ts';
import type { TargetState } from '../../../../src-shared/domain/client.ts';
import { isRunning } from '../../platform/testing/processes.ts';
import { startHttpServer } from '../../upstreams/testing/http-server.ts';
import type { JsonObject } from '../client.ts';
import { codex } from '../codex.ts';
import { cursor } from '../cursor.ts';
import type { ClientStore } from '../sync/client-store.ts';
import { openClientStore } from '../sync/open-client-store.ts';
import type { Inspection } from '../sync/sync.ts';
import type { SyncedTarget } from '../sync/synced-target.ts';
import { createVerifier } from './create-verifier.ts';
import { dockEnv, dockFolder } from './dock-env.ts';

let home: string;
let store: ClientStore;
let pids: number[];

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'loom-verify-'));
  store = openClientStore(join(home, 'clients.db'), () => {});
  pids = [];
});
afterEach(async () => {
  store.close();
  for (const pid of pids) expect(await isRunning(pid)).toBe(false);
  await rm(home, { recursive: true, force: true });
});

const record: SyncedTarget = {
  key: 'k',
  target: 'cursor',
  client: 'cursor',
  label: 'Cursor',
  file: '/home/ada/.cursor/mcp.json',
  root: ['mcpServers'],
  where: {},
  entries: [],
  via: 'proxy',
  mode: 'loom',
  at: 1,
  proof: { phase: 'none' },
};

interface Case {
  client?: typeof cursor;
  env?: Record<string, string>;
  state?: TargetState;
  patienceMs?: number;
  /** What Loom wrote, where that is not what stands there; null: nothing. */
  written?: JsonObject | null;
}

/** Verifies one target whose file has this entry. */
async function verify(value: JsonObject | undefined, more: Case = {}) {
  const { client = cursor, env = {}, state = { phase: 'synced' }, patienceMs = 10_000 } = more;
  const { written = value } = more;
  const entries = written ? [{ name: 'loom', value: written }] : [];
  const machine = { platform: process.platform, home, env };
  const [target] = client.targets(machine);
  if (!store.target(record.key)) store.putTarget(record);
  const inspection = {
    found: { client, target, dialect: client.dialect },
    record: written === null ? undefined : { ...record, entries },
    state,
    entries: value ? [{ name: 'loom', value }] : [],
    drift: '',
    duplicates: [],
    notes: [],
  } as unknown as Inspection;
  const run = createVerifier({
    sync: { inspect: async () => [inspection] },
    store,
    machine: () => machine,
    person: { name: 'ada', shell: '/bin/sh' },
    version: '1.2.3',
    record: { add: (pid) => pids.push(pid), remove() {} },
    changed() {},
    patienceMs,
    now: () => 77,
  });
  const [verification] = await run({ targets: ['cursor'] });
  return verification;
}

function entryOf(name: string): JsonObject {
  return { command: process.execPath, args: [join(serverFolder, `${name}.ts`)] };
}

describe('the command', () => {
  test('is started as it stands in the file, greeted, asked for its tools, and ended', async () => {
    const result = await verify(entryOf('echo'));
    expect(result).toMatchObject({ target: 'cursor', label: 'Cursor', ok: true });
    expect(result?.tools).toBeGreaterThan(0);
    expect(result?.handshakeMs).toBeGreaterThan(0);
    expect(result?.tried).toContain('echo.ts');
    expect(pids).toHaveLength(1);
    expect(store.target('k')?.proof).toEqual({ phase: 'waiting', since: 77 });
  });

  test('works no better for what the hub was started with', async () => {
    const script =
      'process.stderr.write(JSON.stringify([process.env, process.cwd()])); process.exit(3)';
    const value = { command: process.execPath, args: ['-e', script], env: { OWN: 'x' } };
    const result = await verify(value, { env: { SECRET: 'of the hub', PATH: '/opt' } });
    const machine = { platform: process.platform, home, env: {} };
    const person = { name: 'ada', shell: '/bin/sh' };
    const expected = [{ ...dockEnv(machine, person), OWN: 'x' }, dockFolder(machine)];
    const [, seen = ''] = /(\[\{.*\])/s.exec(result?.error ?? '') ?? [];
    expect(JSON.parse(seen)).toEqual(expected);
  });

  test('that is gone is told with what to do, and the proof has failed', async () => {
    const result = await verify({ command: '/gone/loom', args: ['proxy'] });
    expect(result).toMatchObject({ ok: false, tried: '/gone/loom proxy' });
    expect(result?.error).toContain('/gone/loom');
    expect(result?.remedy).toContain('loom sync cursor');
    expect(store.target('k')?.proof).toMatchObject({ phase: 'failed', at: 77 });
  });

  test('that never answers is given up and ended', async () => {
    const result = await verify(entryOf('never-initialize'), { patienceMs: 300 });
    expect(result).toMatchObject({ ok: false, remedy: expect.stringContaining('give up') });
    expect(pids).toHaveLength(1);
  });

  test('that dies is told with its last words', async () => {
    const result = await verify(entryOf('exit-at-start'));
    expect(result?.ok).toBe(false);
    expect(result?.error).toMatch(/exited with code \d+/);
  });
});

describe('what Loom did not write is not run', () => {
  const proxy = { command: '/opt/loom', args: ['proxy'] };

  test('where its own entry starts something else by now', async () => {
    const value = { ...entryOf('echo'), env: { TOKEN: 'EXAMPLE-7' } };
    const result = await verify(value, { written: proxy });
    expect(result).toMatchObject({ ok: false, tried: '' });
    expect(result?.error).toContain('is not what Loom wrote');
    expect(pids).toEqual([]);
    expect(store.target('k')?.proof).toMatchObject({ phase: 'failed' });
  });

  test('in a file that it never wrote, such as that of a project from elsewhere', async () => {
    const other: TargetState = { phase: 'other-entry', names: ['loom'] };
    expect(await verify(entryOf('echo'), { written: null, state: other })).toMatchObject({
      ok: false,
      tried: '',
    });
    const added = { ...entryOf('echo'), env: { NODE_OPTIONS: '--require /x.js' } };
    expect(await verify(added, { written: null })).toMatchObject({ ok: false, tried: '' });
    expect(pids).toEqual([]);
  });

  test('but an entry to which its user has added something is', async () => {
    const value = { ...entryOf('echo'), env: { LOOM_LOG_LEVEL: 'debug' } };
    expect(await verify(value, { written: entryOf('echo') })).toMatchObject({ ok: true });
  });
});

describe('over HTTP', () => {
  const dialect = codex.dialect.http;
  const entry = (url: string) =>
    dialect?.({
      name: 'loom',
      transport: 'http',
      url,
      headers: { Authorization: { prefix: 'Bearer ', fromEnv: 'LOOM_TOKEN' } },
    });

  test("sends the token that the client's environment holds", async () => {
    await using server = await startHttpServer(({ message, response, method }) => {
      if (method !== 'POST' || message.id === undefined) {
        response.writeHead(method === 'POST' ? 202 : 405).end();
        return;
      }
      const about = {
        protocolVersion: '2025-06-18',
        capabilities: {},
        serverInfo: { name: 's', version: '1' },
      };
      const results: Record<string, unknown> = {
        initialize: about,
        'tools/list': { tools: [{}] },
        ping: {},
      };
      const { id, method: asked = '' } = message;
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ jsonrpc: '2.0', id, result: results[asked] }));
    });
    const env = { LOOM_TOKEN: 'token-1' };
    const result = await verify(entry(server.url), { client: codex, env });
    expect(result).toMatchObject({ ok: true, tools: 1, tried: server.url });
    expect(server.exchanges[0]?.headers.authorization).toBe('Bearer token-1');
    expect(server.exchanges[0]?.body).toContain('loom-verify');
    expect(JSON.stringify(result)).not.toContain('token-1');
  });

  test('says which variable is missing', async () => {
    const result = await verify(entry('http://127.0.0.1:9/mcp'), { client: codex });
    expect(result).toMatchObject({ ok: false, error: expect.stringContaining('LOOM_TOKEN') });
    expect(result?.remedy).toContain('loom auth token-generate');
  });
});

test('an entry that is not there, or turned off, is no success', async () => {
  expect(await verify(undefined)).toMatchObject({
    ok: false,
    remedy: expect.stringContaining('loom sync cursor'),
  });
  const state: TargetState = { phase: 'unreadable', reason: 'no closing brace' };
  expect(await verify(undefined, { state })).toMatchObject({
    error: expect.stringContaining('no closing brace'),
  });
  expect(await verify({ ...entryOf('echo'), disabled: true })).toMatchObject({ ok: false });
});

test('a client that has called stays verified when its command works', async () => {
  store.putTarget({ ...record, proof: { phase: 'verified', at: 5, version: '1.0' } });
  await verify(entryOf('echo'));
  expect(store.target('k')?.proof).toMatchObject({ phase: 'verified', at: 5 });
});

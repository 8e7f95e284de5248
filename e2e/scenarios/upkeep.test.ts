/** What people look after in the console: profiles, settings, the doctor, processes, recent changes. */
import { chmod, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { registryText } from '../harness/home.ts';
import { startHub } from '../harness/hub.ts';
import { connectProxy, connectSocket } from '../harness/raw-client.ts';
import { textOf } from '../harness/rpc-session.ts';
import { serverEntry } from '../harness/servers.ts';
import { listed } from './protocol/carriers.ts';

const two = { slow: serverEntry('slow'), hang: serverEntry('hang-call') };

test('a profile is tried, written, used and removed, and clients see it at once', async () => {
  const registry = `# mine\n${registryText(two)}`;
  await using hub = await startHub({ registry });
  await using all = await connectSocket(hub);
  await listed(all, 'tools');
  const profile = { servers: ['slow'], tools: { deny: ['*silent'] } };
  const draft = await hub.api.profiles.view({ name: 'calm', draft: profile });
  const visible = draft.tools.filter(({ isVisible }) => isVisible).map(({ name }) => name);
  expect(visible).toEqual(['slow__sleep', 'slow__cancelled', 'slow__load', 'slow__ok']);
  expect(draft.tools).toHaveLength(7);
  expect(draft.tools.every(({ tokens }) => tokens > 5)).toBe(true);
  expect(draft.limits.find(({ client }) => client === 'windsurf')?.tools).toBe(100);

  await hub.api.profiles.set({ name: 'calm', profile });
  expect((await readFile(hub.registryPath, 'utf8')).startsWith(registry)).toBe(true);
  await using calm = await connectSocket(hub, { profile: 'calm' });
  expect(await listed(calm, 'tools')).toEqual(visible);
  await hub.api.auth.generate({ name: 'ci', profile: 'calm' });
  expect((await hub.api.profiles.list()).find(({ name }) => name === 'calm')).toMatchObject({
    tools: 4,
    isWritten: true,
    boundTokens: ['ci'],
    clients: [expect.any(String)],
  });

  await hub.api.profiles.set({ name: 'calm', profile: { servers: ['hang'] } });
  await calm.waitFor(({ method }) => method === 'notifications/tools/list_changed');
  expect(await listed(calm, 'tools')).toEqual(['hang__hang', 'hang__ok']);

  // Whoever still has it sees nothing, not everything.
  await hub.api.profiles.remove({ name: 'calm' });
  expect(await listed(calm, 'tools')).toEqual([]);
  expect((await calm.callTool('slow__ok')).error).toMatchObject({ code: -32602 });
  await expect(hub.api.profiles.view({ name: 'calm' })).rejects.toMatchObject({
    code: 'unknown-profile',
  });
  expect(textOf(await all.callTool('slow__ok'))).toBe('ok');
});

test('a server gets another entry, its comments stay, and only it is restarted', async () => {
  const registry = `servers:\n  # why\n  slow: ${JSON.stringify(two.slow)} # s\n  hang: ${JSON.stringify(two.hang)}\n`;
  await using hub = await startHub({ registry });
  await using client = await connectSocket(hub);
  await listed(client, 'tools');
  const before = (await hub.api.hub.state()).servers;
  const entry = { ...two.slow, env: { A: '1' }, title: 'Slow one' };
  expect(await hub.api.servers.update({ id: 'slow', entry })).toMatchObject({ title: 'Slow one' });
  const text = await readFile(hub.registryPath, 'utf8');
  expect(text).toContain('  # why\n  slow: {');
  expect(text).toContain('Slow one');
  expect(text).toContain(' # s\n');
  expect(textOf(await client.callTool('slow__ok'))).toBe('ok');
  const after = (await hub.api.hub.state()).servers;
  expect(after[1]?.instances[0]?.pid).toBe(before[1]?.instances[0]?.pid);
  expect(after[0]?.instances[0]?.pid).not.toBe(before[0]?.instances[0]?.pid);
  await expect(hub.api.servers.update({ id: 'nobody', entry })).rejects.toMatchObject({
    code: 'not-found',
  });
});

test('a setting is written, waits for a restart, and then holds', async () => {
  const hub = await startHub({ config: { limits: { drain: '1s' } } });
  const { home } = hub;
  try {
    expect(await hub.api.settings.set({ key: 'limits.idle_stop', value: '7m' })).toEqual({
      needsRestart: true,
    });
    const of = async (api: typeof hub.api) =>
      (await api.settings.list()).settings.find(({ key }) => key === 'limits.idle_stop');
    expect(await of(hub.api)).toMatchObject({ value: '10m', written: '7m', needsRestart: true });
    expect((await hub.api.hub.reload()).needRestart).toEqual(['limits']);
    expect(await hub.stop()).toBe(0);
    await using again = await startHub({ home });
    expect(await of(again.api)).toMatchObject({ value: '7m', written: '7m', needsRestart: false });
  } finally {
    await hub[Symbol.asyncDispose]();
  }
});

test('the doctor mends what it can, and its answer shows it', async () => {
  await using hub = await startHub({ servers: { bad: serverEntry('exit-at-start') } });
  await writeFile(join(hub.home, '.registry.yaml.0123456789ab.tmp'), '');
  await chmod(hub.home, 0o755);
  const byId = async () =>
    Object.fromEntries((await hub.api.doctor.run()).map((check) => [check.id, check]));
  await hub.api.servers.start({ id: 'bad' }).catch(() => {});
  const found = await byId();
  expect(found.hub).toMatchObject({ verdict: 'ok' });
  expect(found.http).toMatchObject({ verdict: 'ok' });
  expect(found.state).toMatchObject({ verdict: 'warn', fix: 'Make it private' });
  expect(found['server bad']?.fix).toBe('Try again');
  const after = await hub.api.doctor.fix({ id: 'state' });
  expect(after.find(({ id }) => id === 'state')).toMatchObject({ verdict: 'ok' });
  expect((await stat(hub.home)).mode & 0o777).toBe(0o700);
  await expect(hub.api.doctor.fix({ id: 'runtime' })).rejects.toMatchObject({ code: 'not-found' });
});

test('diagnostics tell of the hub, and of no secret', async () => {
  const vault = 'vault-canary "5f3a1c9e" ü';
  const plain = 'plainCanary4f9d2';
  const inArgs = 'argsCanary-8812';
  const env = { KEY: '$'.concat('{secret:CANARY}') };
  await using hub = await startHub({
    servers: {
      kept: serverEntry('blabbing', ['--refuse'], { env }),
      plain: serverEntry('blabbing', ['--refuse', '--token', inArgs], { env: { KEY: plain } }),
    },
    config: { log: { level: 'debug' } },
  });
  await hub.api.secrets.set({ name: 'CANARY', secret: vault });
  await hub.api.secrets.set({ name: 'UNUSED', secret: 'unused-canary-1' });
  const { text: token } = await hub.api.auth.generate({ name: 'unused-canary-1' });
  await using client = await connectProxy(hub);
  for (const id of ['kept', 'plain']) {
    await client.callTool(`${id}__x`);
    await hub.api.servers.start({ id }).catch(() => {});
  }
  const { name, text } = await hub.api.doctor.diagnostics();
  expect(name).toMatch(/^loom-diagnostics-.*\.json$/);
  const content = JSON.parse(text);
  expect(content.servers).toHaveLength(2);
  expect(content.servers[1].stderr.length).toBeGreaterThan(0);
  for (const secret of [vault, plain, inArgs, token, 'unused-canary-1']) {
    const forms = [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)];
    const base64 = Buffer.from(secret).toString('base64').slice(0, -4);
    for (const form of [...forms, base64]) expect(text).not.toContain(form);
  }
  expect(text).not.toContain(hub.home);
});

test('processes are measured, and what changed lately is told', async () => {
  await using hub = await startHub({ servers: two });
  await using one = await connectProxy(hub);
  await using other = await connectProxy(hub);
  for (const client of [one, other]) await client.callTool('slow__ok');
  const { hubMemory, children, proxies, withoutLoom } = await hub.api.hub.processes();
  expect(hubMemory).toBeGreaterThan(10_000_000);
  const slow = children.find(({ server }) => server === 'slow');
  expect(slow?.memory).toBeGreaterThan(5_000_000);
  expect(proxies).toMatchObject({ processes: 2, memory: expect.any(Number) });
  expect(withoutLoom.processes).toBe(2 * new Set(children.map(({ server }) => server)).size);
  expect(withoutLoom.memory).toBeGreaterThanOrEqual(2 * (slow?.memory ?? 0) * 0.9);

  await hub.api.secrets.set({ name: 'TOKEN', secret: 'canary' });
  await hub.api.servers.setEnabled({ id: 'hang', enabled: false });
  const told = async () =>
    (await hub.api.hub.recent()).map(({ kind, about, text }) => `${kind} ${about} ${text}`);
  const seen = await told();
  expect(seen).toContain('server slow started');
  expect(seen).toContain('secret TOKEN set');
  expect(seen).toContain('registry hang changed in registry.yaml');
  expect(seen).toContain('server hang disabled');
  expect(seen.some((line) => /^client .* connected$/.test(line))).toBe(true);
  expect(seen.join()).not.toContain('canary');
  const times = (await hub.api.hub.recent()).map(({ at }) => at);
  expect(times).toEqual([...times].sort((a, b) => b - a));
});

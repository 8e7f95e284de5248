import { rmSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { registryText } from '../../harness/home.ts';
import { startHub } from '../../harness/hub.ts';
import { waitUntilGone } from '../../harness/processes.ts';
import { connectSocket } from '../../harness/raw-client.ts';
import { textOf } from '../../harness/rpc-session.ts';
import { serverEntry } from '../../harness/servers.ts';
import { pidOf, runsCalls, serverOf } from './state.ts';

const slow = serverEntry('slow');
const echo = serverEntry('echo');

test('a broken registry edit harms no call, is reported by line and column, and its repair clears it', async () => {
  await using hub = await startHub({ servers: { slow, echo } });
  await using client = await connectSocket(hub);
  await client.request('tools/list');
  const call = client.callTool('slow__sleep', { ms: 3_000 });
  const pid = pidOf(await hub.waitForState((now) => runsCalls(now, 'slow') === 1), 'slow');

  const good = registryText({ slow, echo });
  await hub.writeRegistry(`${good}  broken: { transport: stdio, comand: node }\n`);
  const broken = await hub.waitForState(({ problems }) => problems.length > 0);
  const line = good.split('\n').length;
  expect(broken.problems).toEqual([
    expect.objectContaining({ code: 'invalid-registry', file: hub.registryPath, line }),
  ]);
  expect(broken.problems[0]?.column).toBeGreaterThan(0);
  expect(broken.problems[0]?.message).toMatch(/comand: unknown key; did you mean "command"/);
  expect(broken.servers.map(({ id }) => id)).toEqual(['slow', 'echo']);
  expect(textOf(await client.callTool('slow__ok'))).toBe('ok');

  // Not even YAML, then nothing at all.
  for (const text of ['servers: [unclosed', 'servers:\n\t- tabs', '\0\0\0']) {
    await hub.writeRegistry(text);
    await hub.waitForState(
      ({ problems }) => problems.length > 0 && problems[0]?.message !== broken.problems[0]?.message,
    );
    expect(textOf(await client.callTool('slow__ok'))).toBe('ok');
  }
  expect(textOf(await call)).toBe('slept 3000 ms');

  await hub.writeRegistry(good);
  const mended = await hub.waitForState(({ problems }) => problems.length === 0);
  expect(pidOf(mended, 'slow')).toBe(pid);
});

test('a registry that vanishes stops nothing, and is taken up again when it is back', async () => {
  await using hub = await startHub({ servers: { slow } });
  await using client = await connectSocket(hub);
  expect(textOf(await client.callTool('slow__ok'))).toBe('ok');
  rmSync(hub.registryPath);
  const gone = await hub.waitForState(({ problems }) => problems.length > 0);
  expect(gone.problems[0]).toMatchObject({ file: hub.registryPath });
  expect(textOf(await client.callTool('slow__ok'))).toBe('ok');

  // As editors do it: written beside, renamed over.
  await writeFile(`${hub.registryPath}.new`, registryText({ slow, echo }));
  await rename(`${hub.registryPath}.new`, hub.registryPath);
  await hub.waitForState(({ problems, servers }) => problems.length === 0 && servers.length === 2);
  expect(textOf(await client.callTool('echo__echo', { text: 'x' }))).toBe('{"text":"x"}');
});

test('an edit restarts only the server whose definition changed; calls on others go on', async () => {
  await using hub = await startHub({ servers: { slow, echo, other: slow } });
  await using client = await connectSocket(hub);
  await client.request('tools/list');
  const before = await hub.waitForState(({ servers }) =>
    servers.every(({ health }) => health.phase === 'ready'),
  );
  const call = client.callTool('slow__sleep', { ms: 3_000 });
  await hub.waitForState((state) => runsCalls(state, 'slow') === 1);

  const changed = serverEntry('echo', ['--name', 'renamed']);
  await hub.writeRegistry(
    `# reordered, commented\n${registryText({ other: slow, echo: changed, slow })}`,
  );
  await hub.waitForState(({ servers }) => servers[0]?.id === 'other');
  expect(JSON.parse(textOf(await client.callTool('echo__whoami'))).pid).not.toBe(
    pidOf(before, 'echo'),
  );
  const after = await hub.api.hub.state();
  expect(pidOf(after, 'slow')).toBe(pidOf(before, 'slow'));
  expect(pidOf(after, 'other')).toBe(pidOf(before, 'other'));
  await waitUntilGone(pidOf(before, 'echo'));
  expect(textOf(await call)).toBe('slept 3000 ms');
});

test('settings that a running process can take over do not restart it', async () => {
  await using hub = await startHub({ servers: { slow } });
  await using client = await connectSocket(hub);
  await client.callTool('slow__ok');
  const before = await hub.api.hub.state();
  await hub.writeRegistry(
    registryText({
      slow: { ...slow, title: 'Slow', idle_stop: '1h', tools: { deny: ['silent'] } },
    }),
  );
  const after = await hub.waitForState((state) => serverOf(state, 'slow').title === 'Slow');
  expect(pidOf(after, 'slow')).toBe(pidOf(before, 'slow'));
  await client.waitFor(({ method }) => method === 'notifications/tools/list_changed');
  const { result } = await client.request('tools/list');
  expect(JSON.stringify(result)).not.toContain('slow__silent');
});

test('a removed server lets its call finish, ends, and its tools are gone from every list', async () => {
  await using hub = await startHub({ servers: { slow, echo } });
  await using client = await connectSocket(hub);
  await client.request('tools/list');
  const call = client.callTool('slow__sleep', { ms: 3_000 });
  const pid = pidOf(await hub.waitForState((state) => runsCalls(state, 'slow') === 1), 'slow');
  await hub.writeRegistry(registryText({ echo }));
  await client.waitFor(({ method }) => method === 'notifications/tools/list_changed');
  expect(JSON.stringify(await client.request('tools/list'))).not.toContain('slow__');
  expect((await client.callTool('slow__ok')).error?.message).toMatch(/slow__ok/);
  expect(textOf(await call)).toBe('slept 3000 ms');
  await waitUntilGone(pid);
});

test('many edits in a row end in what the last one said', async () => {
  await using hub = await startHub({ servers: { slow } });
  await using client = await connectSocket(hub);
  for (let edit = 0; edit < 30; edit += 1) {
    await hub.writeRegistry(edit % 3 === 1 ? 'servers: [' : registryText({ [`s${edit}`]: slow }));
  }
  await hub.writeRegistry(registryText({ last: slow }));
  await hub.waitForState(
    ({ servers, problems }) =>
      servers.length === 1 && servers[0]?.id === 'last' && !problems.length,
  );
  expect(textOf(await client.callTool('last__ok'))).toBe('ok');
});

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { registryText } from '../../harness/home.ts';
import { startHub } from '../../harness/hub.ts';
import { connectSocket } from '../../harness/raw-client.ts';
import { textOf } from '../../harness/rpc-session.ts';
import { serverEntry, serverFolder } from '../../harness/servers.ts';
import { healthOf, pidOf, runsCalls } from './state.ts';

test('kill -9 of a server fails the call in flight at once, and the next call finds it again', async () => {
  await using hub = await startHub({
    servers: { crashing: serverEntry('crashing'), slow: serverEntry('slow') },
  });
  await using client = await connectSocket(hub);
  const firstPid = Number(textOf(await client.callTool('crashing__ok')).replace('ok from ', ''));
  const other = client.callTool('slow__sleep', { ms: 1_000 });
  const call = client.callTool('crashing__crash', { after_ms: 60_000 });
  await hub.waitForState((state) => runsCalls(state, 'crashing') === 1);

  process.kill(firstPid, 'SIGKILL');
  const answer = await call;
  expect(answer.result.isError).toBe(true);
  expect(textOf(answer)).toMatch(/server "crashing" was ended by SIGKILL/);

  const again = textOf(await client.callTool('crashing__ok'));
  expect(again).toMatch(/^ok from \d+$/);
  expect(again).not.toContain(String(firstPid));
  expect(textOf(await other)).toBe('slept 1000 ms');
});

test('the failure of a call names how the server ended and what it said last', async () => {
  await using hub = await startHub({ servers: { crashing: serverEntry('crashing') } });
  await using client = await connectSocket(hub);
  const stderr = ['one', 'two', 'three', 'four', 'five', 'Error: database lost'];

  const exited = textOf(await client.callTool('crashing__crash', { code: 3, stderr }));
  expect(exited).toMatch(/server "crashing" exited with code 3/);
  expect(exited).toContain('two\nthree\nfour\nfive\nError: database lost');
  expect(exited).toContain('→ ');

  const killed = textOf(
    await client.callTool('crashing__crash', { signal: 'SIGABRT', stderr: 'x' }),
  );
  expect(killed).toMatch(/server "crashing" was ended by SIGABRT/);
  const { stderr: lines } = await hub.api.servers.get({ id: 'crashing' });
  expect(lines.at(-1)).toBe('x');
});

test('every call in flight on a crashed server fails, queued ones too, and none waits for ever', async () => {
  await using hub = await startHub({
    servers: { crashing: serverEntry('crashing', [], { max_concurrent: 4 }) },
  });
  await using client = await connectSocket(hub);
  await client.callTool('crashing__ok');
  const calls = Array.from({ length: 12 }, () =>
    client.callTool('crashing__crash', { after_ms: 60_000 }),
  );
  const state = await hub.waitForState((now) => runsCalls(now, 'crashing') === 4);
  process.kill(pidOf(state, 'crashing'), 'SIGKILL');
  for (const answer of await Promise.all(calls)) {
    expect(textOf(answer)).toMatch(/server "crashing"/);
    expect(answer.result.isError).toBe(true);
  }
});

test('a server that keeps failing is left alone after five attempts until someone restarts it', async () => {
  await using hub = await startHub({
    servers: {
      exits: serverEntry('exit-at-start', ['--code', '7'], { start: 'eager' }),
      slow: serverEntry('slow'),
    },
  });
  await using client = await connectSocket(hub);
  const failed = healthOf(
    await hub.waitForState((state) => healthOf(state, 'exits').phase === 'failed', 30_000),
    'exits',
  );
  expect(failed).toMatchObject({ phase: 'failed' });
  expect(JSON.stringify(failed)).toMatch(/exited with code 7/);
  expect(textOf(await client.callTool('slow__ok'))).toBe('ok');

  // The breaker starts counting anew, and soon tries again: so it is watched from before on.
  const after = hub.waitForState((state) => healthOf(state, 'exits').phase === 'backing-off');
  const failure = await hub.api.servers.restart({ id: 'exits' }).catch((error: unknown) => error);
  expect(failure).toMatchObject({ server: 'exits', stderr: ['GITHUB_TOKEN is not set'] });
  expect(healthOf(await after, 'exits')).toMatchObject({ attempt: 1 });
});

test('a call to a server that ends at its start shows what it printed', async () => {
  await using hub = await startHub({ servers: {} });
  const script = join(hub.home, 'server.ts');
  const run = (file: string) =>
    writeFile(script, `await import(${JSON.stringify(join(serverFolder, file))});\n`);
  await run('slow.ts');
  await hub.writeRegistry(
    registryText({
      fragile: { transport: 'stdio', command: process.execPath, args: [script] },
      slow: serverEntry('slow'),
    }),
  );
  await hub.waitForState(({ servers }) => servers.length === 2);
  await using client = await connectSocket(hub);
  expect(textOf(await client.callTool('fragile__ok'))).toBe('ok');

  await run('exit-at-start.ts');
  await hub.api.servers.stop({ id: 'fragile' });
  const answer = await client.callTool('fragile__ok');
  expect(answer.result.isError).toBe(true);
  expect(textOf(answer)).toMatch(/server "fragile" exited with code 1/);
  expect(textOf(answer)).toContain('GITHUB_TOKEN is not set');
  expect(healthOf(await hub.api.hub.state(), 'fragile')).toMatchObject({
    phase: 'backing-off',
    error: expect.stringContaining('exited with code 1'),
  });
  expect(textOf(await client.callTool('slow__ok'))).toBe('ok');
});

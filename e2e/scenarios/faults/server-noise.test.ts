import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { startHub } from '../../harness/hub.ts';
import { connectSocket } from '../../harness/raw-client.ts';
import { jsonOf, textOf } from '../../harness/rpc-session.ts';
import { serverEntry } from '../../harness/servers.ts';
import { serverOf } from './state.ts';

const megabyte = 1024 * 1024;

test('a flood on stderr stops no call and fills no memory', async () => {
  await using hub = await startHub({
    servers: {
      noisy: serverEntry('noisy', ['--mb-per-second', '20']),
      endless: serverEntry('noisy', ['--mb-per-second', '5', '--one-line']),
      slow: serverEntry('slow'),
    },
    config: { limits: { stderr_buffer: '64KB' } },
  });
  await using client = await connectSocket(hub);
  await Promise.all(['noisy__ok', 'endless__ok', 'slow__ok'].map((name) => client.callTool(name)));
  expect(textOf(await client.callTool('noisy__flood', { mb: 40 }))).toBe('flooded 40 MB');
  for (let call = 0; call < 60; call += 1)
    await client.callTool(call % 2 ? 'noisy__ok' : 'slow__ok');
  const { written } = jsonOf(await client.callTool('noisy__written'));
  expect(written).toBeGreaterThan(40 * megabyte);

  const readStderr = async (id: string) => (await hub.api.servers.get({ id })).stderr;
  for (const id of ['noisy', 'endless']) {
    await expect.poll(async () => (await readStderr(id)).length).toBeGreaterThan(0);
    expect((await readStderr(id)).join('\n').length).toBeLessThan(2 * 64 * 1024);
  }
  const memory = Number(
    /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${hub.pid}/status`, 'utf8'))?.[1],
  );
  expect(memory / 1024).toBeLessThan(250);
});

test('blank lines on stderr count, too: the buffer stays small', async () => {
  await using hub = await startHub({
    servers: { crashing: serverEntry('crashing') },
    config: { limits: { stderr_buffer: '16KB' } },
  });
  await using client = await connectSocket(hub);
  const stderr = Array.from({ length: 50_000 }, () => '');
  await client.callTool('crashing__crash', { stderr });
  const { stderr: kept } = await hub.api.servers.get({ id: 'crashing' });
  expect(kept.length).toBeLessThan(20_000);
});

test.for([
  'invalid_json',
  'invalid_rpc',
  'unknown_ids',
  'null_id',
  'invalid_utf8',
  'partial',
  'duplicate',
  'crlf',
  'unknown_method',
])('garbage on stdout (%s) harms neither its own call nor others', async (tool) => {
  await using hub = await startHub({
    servers: { garbage: serverEntry('garbage'), slow: serverEntry('slow') },
  });
  await using client = await connectSocket(hub);
  await using bystander = await connectSocket(hub);
  const others = bystander.callTool('slow__sleep', { ms: 300 });
  const answer = await client.callTool(`garbage__${tool}`);
  expect(answer.error).toBeUndefined();
  if (tool === 'invalid_utf8') expect(textOf(answer)).toMatch(/^before\uFFFD+after$/);
  else if (tool === 'unknown_method')
    expect(jsonOf(answer)).toMatchObject({ error: { code: -32601 } });
  else expect(textOf(answer)).toMatch(new RegExp(`^${tool}`));
  expect(textOf(await client.callTool('garbage__ok'))).toBe('ok');
  expect(textOf(await others)).toBe('slept 300 ms');

  // Nothing of it reached anybody: only answers to what was asked, each once.
  const ids = client.received.map((line) => JSON.parse(line)).filter(({ method }) => !method);
  expect(ids.map(({ id }) => id)).toEqual([1, 2, 3]);
  expect(bystander.received.filter((line) => !JSON.parse(line).method)).toHaveLength(2);
  // The plain text banner alone is reason enough to warn.
  const { warning } = serverOf(await hub.api.hub.state(), 'garbage');
  expect(warning?.text).toBeTruthy();
});

test('a giant line is cut off at the limit; its server and all others go on', async () => {
  await using hub = await startHub({
    servers: { garbage: serverEntry('garbage', ['--no-banner']), slow: serverEntry('slow') },
    config: { limits: { max_message: '2MB' } },
  });
  await using client = await connectSocket(hub);
  await client.callTool('garbage__ok');
  const giant = client.callTool('garbage__giant_line', { mb: 80, ms: 300 });
  expect(textOf(await client.callTool('slow__ok'))).toBe('ok');
  expect(textOf(await giant)).toBe('giant_line');
  expect(textOf(await client.callTool('garbage__ok'))).toBe('ok');
  const { warning } = serverOf(await hub.api.hub.state(), 'garbage');
  expect(warning?.text).toMatch(/longer than/);
  const peak = Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${hub.pid}/status`, 'utf8'))?.[1]);
  expect(peak / 1024).toBeLessThan(250);
});

test('an answer above max_message fails its own call only, at once and with the remedy', async () => {
  await using hub = await startHub({
    servers: { big: serverEntry('big'), slow: serverEntry('slow') },
    config: { limits: { max_message: '2MB' } },
  });
  await using client = await connectSocket(hub);
  const answer = await client.callTool('big__big', { mb: 5 });
  expect(textOf(answer)).toMatch(/longer than/);
  expect(textOf(answer)).toContain('max_message');
  expect(textOf(await client.callTool('slow__ok'))).toBe('ok');
  expect((await client.callTool('big__big', { mb: 1 })).result.isError).toBeUndefined();
});

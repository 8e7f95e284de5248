import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { registryText } from '../../harness/home.ts';
import { connectHttp } from '../../harness/http-client.ts';
import { startHub } from '../../harness/hub.ts';
import { connectProxy, connectSocket } from '../../harness/raw-client.ts';
import { textOf } from '../../harness/rpc-session.ts';
import { serverEntry } from '../../harness/servers.ts';
import { listed } from './carriers.ts';

const registry = registryText(
  { slow: serverEntry('slow'), hang: serverEntry('hang-call'), echo: serverEntry('echo') },
  {
    profiles: {
      review: {
        servers: ['slow', 'echo'],
        tools: { allow: ['slow__*', 'echo__e*'], deny: ['*silent'] },
      },
      nothing: { servers: [] },
    },
  },
);

test('a profile shows its servers and tools, and only those can be called', async () => {
  await using hub = await startHub({ registry });
  await using client = await connectProxy(hub, { args: ['--profile', 'review'] });
  expect(await listed(client, 'tools')).toEqual([
    'slow__sleep',
    'slow__cancelled',
    'slow__load',
    'slow__ok',
    'echo__echo',
  ]);
  expect(textOf(await client.callTool('slow__ok'))).toBe('ok');
  for (const hidden of ['slow__silent', 'silent', 'hang__ok', 'echo__add', 'add']) {
    const { error } = await client.callTool(hidden);
    expect(error, hidden).toMatchObject({ code: -32602 });
  }
  // The bare name is unambiguous among what this session sees.
  expect(textOf(await client.callTool('ok'))).toBe('ok');

  await using all = await connectSocket(hub);
  expect(await listed(all, 'tools')).toContain('hang__ok');
  await using none = await connectSocket(hub, { profile: 'nothing' });
  expect(await listed(none, 'tools')).toEqual([]);
});

test('a profile is chosen over HTTP by the URL', async () => {
  await using hub = await startHub({ registry });
  await using client = await connectHttp({ url: `${hub.url}?profile=review` });
  expect(await listed(client, 'tools')).not.toContain('hang__ok');
  await expect(connectHttp({ url: `${hub.url}?profile=nobody` })).rejects.toThrow(
    /there is no profile .*nobody/,
  );
});

test('an unknown profile is refused with its name and the remedy', async () => {
  await using hub = await startHub({ registry });
  const client = await connectProxy(hub, {
    args: ['--profile', 'nobody'],
    initialize: false,
  });
  const { error } = await client.request('initialize', {
    protocolVersion: '2025-11-25',
    capabilities: {},
    clientInfo: { name: 'x', version: '1' },
  });
  expect(error?.message).toContain('there is no profile "nobody"');
  expect(JSON.stringify(error)).toContain('Add it under `profiles` in registry.yaml');
  expect(await client.exited).not.toBe(0);
  expect(client.stderr()).toContain('nobody');
});

test('a server’s own filter hides tools from everybody', async () => {
  await using hub = await startHub({
    servers: {
      slow: serverEntry('slow', [], { tools: { allow: ['s*', 'ok'], deny: ['silent'] } }),
    },
  });
  await using client = await connectProxy(hub);
  expect(await listed(client, 'tools')).toEqual(['slow__sleep', 'slow__ok']);
  expect((await client.callTool('slow__load')).error).toMatchObject({ code: -32602 });
});

test('a disabled server is not offered and not started; enabling it brings its tools', async () => {
  await using hub = await startHub({
    servers: { slow: serverEntry('slow', [], { enabled: false }), hang: serverEntry('hang-call') },
  });
  await using client = await connectProxy(hub);
  expect(await listed(client, 'tools')).toEqual(['hang__hang', 'hang__ok']);
  expect((await client.callTool('slow__ok')).error).toMatchObject({ code: -32602 });
  const { servers: before } = await hub.api.hub.state();
  expect(before[0]).toMatchObject({ health: { phase: 'disabled' }, instances: [] });
  await hub.writeRegistry(
    registryText({ slow: serverEntry('slow'), hang: serverEntry('hang-call') }),
  );
  await client.waitFor(({ method }) => method === 'notifications/tools/list_changed');
  expect(textOf(await client.callTool('slow__ok'))).toBe('ok');
});

test('naming: bare exposes upstream names, and prefixes only those that several servers have', async () => {
  await using hub = await startHub({
    servers: { slow: serverEntry('slow'), hang: serverEntry('hang-call') },
    config: { naming: 'bare' },
  });
  await using client = await connectProxy(hub);
  expect(await listed(client, 'tools')).toEqual([
    'sleep',
    'silent',
    'cancelled',
    'load',
    'slow__ok',
    'hang',
    'hang__ok',
  ]);
  expect(textOf(await client.callTool('slow__ok'))).toBe('ok');
  expect(textOf(await client.callTool('sleep', { ms: 1 }))).toBe('slept 1 ms');
  expect((await client.callTool('ok')).error).toMatchObject({ code: -32602 });
});

test('a profile that changes while a client is connected changes what it sees', async () => {
  await using hub = await startHub({ registry });
  await using client = await connectSocket(hub, { profile: 'review' });
  await listed(client, 'tools');
  const { servers } = { servers: { hang: serverEntry('hang-call') } };
  await hub.writeRegistry(stringify({ servers, profiles: { review: { servers: ['hang'] } } }));
  await client.waitFor(({ method }) => method === 'notifications/tools/list_changed');
  expect(await listed(client, 'tools')).toEqual(['hang__hang', 'hang__ok']);
});

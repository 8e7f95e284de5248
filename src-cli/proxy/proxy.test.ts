import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ProxyHome, proxyCode } from './testing/drive-proxy.ts';

const acknowledged = 'notifications/subscriptions/acknowledged';

describe('a hub that runs', () => {
  test('is greeted with who connects, and gets the lines as they are', async () => {
    await using home = new ProxyHome();
    await home.hub();
    const client = home.proxy(['--client', 'cursor', '--profile', 'review', '--project', 'sub']);
    const odd =
      '{"method":"x","params":{"big":12345678901234567890,"a":1.0},"jsonrpc":"2.0","id":1}';
    client.child.stdin.write(`${odd}\r\n`);
    expect(await client.nextLine()).toContain('"id":1');
    const { journal } = await client.journal();
    expect(journal[0]).toEqual({
      loom: 1,
      version: expect.any(String),
      pid: client.child.pid,
      client: 'cursor',
      profile: 'review',
      cwd: home.folder,
      project: join(home.folder, 'sub'),
    });
    expect(client.stderr).toBe('');
  });

  test('gets and sends lines of 20 MB', async () => {
    await using home = new ProxyHome();
    await home.hub();
    const client = home.proxy();
    const size = 20 * 1024 * 1024;
    const answer = await client.ask({ id: 1, method: 'big', params: { size } });
    expect(answer.result.text).toHaveLength(size);
    const params = { text: 'y'.repeat(size) };
    expect((await client.ask({ id: 2, method: 'echo', params })).result.echo).toEqual(params);
    client.send({ id: 3, method: 'die' });
    // Only what is really unanswered fails: both large calls were booked as done.
    expect(await client.next()).toMatchObject({ id: 3, error: { code: -33013 } });
    expect((await client.ask({ id: 4, method: 'echo' })).id).toBe(4);
  });

  test('may refuse: the client learns why, and the proxy ends', async () => {
    await using home = new ProxyHome();
    await home.hub({ FAKE_HUB: 'refuse' });
    const client = home.proxy();
    const answer = await client.ask({ id: 0, method: 'initialize' });
    expect(answer).toMatchObject({
      id: 0,
      error: { code: -33030, message: 'loom: there is no profile x. Add it.' },
    });
    expect(await client.exited).toBe(1);
    expect(client.stderr).toBe('loom proxy: there is no profile x. Add it.\n');
  });
});

describe('no hub', () => {
  test('a proxy starts one, which outlives it', async () => {
    await using home = new ProxyHome();
    const client = home.proxy();
    expect((await client.initialize()).result.serverInfo.name).toBe('fake');
    const hub = home.hubPid();
    expect(client.stderr).toMatch(/^loom proxy: no hub runs, started one \(pid \d+\)\n$/);
    client.child.stdin.end();
    expect(await client.exited).toBe(0);
    process.kill(hub, 0);
    const second = home.proxy();
    await second.initialize();
    expect((await second.journal()).pid).toBe(hub);
    expect(second.stderr).toBe('');
  });

  test('several proxies that start at once share one hub', async () => {
    await using home = new ProxyHome();
    const clients = [home.proxy(), home.proxy(), home.proxy()];
    const pids = await Promise.all(
      clients.map(async (client) => {
        await client.initialize();
        return (await client.journal()).pid;
      }),
    );
    expect(new Set(pids)).toEqual(new Set([home.hubPid()]));
    expect(existsSync(join(home.folder, 'hub.starting'))).toBe(false);
  });

  test('what a killed hub left behind is no hub', async () => {
    await using home = new ProxyHome();
    await home.hub();
    const dead = home.hubPid();
    process.kill(dead, 'SIGKILL');
    const client = home.proxy();
    await client.initialize();
    expect((await client.journal()).pid).not.toBe(dead);
  });

  test('a broken hub.json is not believed', async () => {
    await using home = new ProxyHome();
    await home.hub();
    home.hubPid();
    writeFileSync(join(home.folder, 'hub.json'), '{"socket":"/nowhere/hub.sock"}');
    expect((await home.proxy(['--no-start']).initialize()).id).toBe(0);
    writeFileSync(join(home.folder, 'hub.json'), '{"sock');
    expect((await home.proxy(['--no-start']).initialize()).id).toBe(0);
  });

  test('with --no-start the client learns it at once', async () => {
    await using home = new ProxyHome();
    const client = home.proxy(['--no-start']);
    const answer = await client.ask({ id: 0, method: 'initialize' });
    expect(answer.error).toMatchObject({ code: -33010, data: { loom: 'hub-not-running' } });
    expect(await client.exited).toBe(1);
    expect(client.stderr).toBe('loom proxy: no hub runs. Start it with `loom serve`.\n');
  });

  test('a hub that ends at start is reported with its last words', async () => {
    await using home = new ProxyHome();
    const client = home.proxy([], { FAKE_HUB: 'crash' });
    const answer = await client.ask({ id: 0, method: 'initialize' });
    expect(answer.error.message).toContain('ended at start (3): registry.yaml:3:1 is broken');
    expect(await client.exited).toBe(1);
    expect(client.stderr).toContain('registry.yaml:3:1 is broken');
  });
});

describe('a hub that is killed', () => {
  test('fails what was in flight; the next one is told all that the client had said', async () => {
    await using home = new ProxyHome();
    const client = home.proxy();
    await client.initialize();
    await client.ask({ id: 1, method: 'logging/setLevel', params: { level: 'debug' } });
    await client.ask({ id: 2, method: 'logging/setLevel', params: { level: 'error' } });
    await client.ask({ id: 3, method: 'resources/subscribe', params: { uri: 'a:1' } });
    await client.ask({ id: 4, method: 'resources/subscribe', params: { uri: 'a:2' } });
    await client.ask({ id: 5, method: 'resources/unsubscribe', params: { uri: 'a:1' } });
    const before = home.hubPid();
    client.send({ id: 6, method: 'hang' }, { id: 'seven', method: 'hang' }, { method: 'die' });
    const failed = [await client.next(), await client.next()];
    expect(failed.map(({ id }) => id)).toEqual([6, 'seven']);
    expect(failed[0].error).toEqual({
      code: -33013,
      message: expect.stringMatching(
        /^loom: the hub restarted while this request was running\. Try/,
      ),
      data: { loom: 'hub-restarted', remedy: expect.any(String) },
    });
    expect((await client.next()).method).toBe('notifications/tools/list_changed');
    expect((await client.next()).method).toBe('notifications/resources/list_changed');
    const { journal, pid } = await client.journal();
    expect(pid).not.toBe(before);
    expect(journal.slice(1).map(({ method, params }) => [method, params])).toEqual([
      ['initialize', { capabilities: {} }],
      ['notifications/initialized', undefined],
      ['logging/setLevel', { level: 'error' }],
      ['resources/subscribe', { uri: 'a:2' }],
      ['journal', undefined],
    ]);
    expect(client.stderr).toMatch(/lost the hub\n.*started one.*\n.*reconnected to the hub\n$/);
  });

  test('is followed by one that takes up what a modern client listens to, unnoticed', async () => {
    await using home = new ProxyHome();
    const client = home.proxy();
    const listen = { method: 'subscriptions/listen', params: { big: 1, notifications: {} } };
    expect((await client.ask({ id: 'a', ...listen })).method).toBe(acknowledged);
    expect((await client.ask({ id: 2, ...listen })).method).toBe(acknowledged);
    client.send({ method: 'notifications/cancelled', params: { requestId: 2 } });
    client.send({ id: 3, method: 'hang' }, { method: 'die' });
    expect(await client.next()).toMatchObject({ id: 3, error: { code: -33013 } });
    // No second acknowledgement; but a change of the list may have been missed.
    expect(await client.next()).toEqual({
      jsonrpc: '2.0',
      method: 'notifications/tools/list_changed',
      params: { _meta: { 'io.modelcontextprotocol/subscriptionId': 'a' } },
    });
    const { journal } = await client.journal();
    expect(journal.slice(1)).toEqual([
      { jsonrpc: '2.0', id: 'a', ...listen },
      { jsonrpc: '2.0', id: 'journal', method: 'journal' },
    ]);
    expect(client.stderr).toMatch(/reconnected to the hub\n$/);
  });

  test('never leaves half a line with the client', async () => {
    await using home = new ProxyHome();
    const client = home.proxy();
    await client.initialize();
    client.send({ id: 77, method: 'die-mid-line' });
    expect(await client.next()).toMatchObject({ id: 77, error: { code: -33013 } });
  });

  test('gets what was said meanwhile delivered to its successor, in order', async () => {
    await using home = new ProxyHome();
    await home.hub();
    const client = home.proxy(['--no-start']);
    await client.initialize();
    client.send({ id: 1, method: 'die' });
    expect((await client.next()).id).toBe(1);
    const later = [2, 3, 4, 5].map((id) => ({ id, method: 'echo', params: { id } }));
    client.send(...later);
    // A line that is not whole when the new hub comes.
    client.child.stdin.write('{"jsonrpc":"2.0","id":6,"meth');
    await home.hub();
    client.child.stdin.write('od":"echo"}\n');
    const answers: unknown[] = [];
    while (answers.length < 5) {
      const { id, method } = await client.next();
      if (!method) answers.push(id);
    }
    expect(answers).toEqual([2, 3, 4, 5, 6]);
  });

  test('is replaced before a client that had no answer to initialize notices', async () => {
    await using home = new ProxyHome();
    await home.hub({ FAKE_HUB: 'die-in-handshake' });
    const client = home.proxy();
    expect((await client.initialize()).result.serverInfo.name).toBe('fake');
    expect(client.stderr).toContain('lost the hub');
  });

  test('is not replaced for ever when every hub dies of the handshake', async () => {
    await using home = new ProxyHome();
    const client = home.proxy([], { FAKE_HUB: 'die-in-handshake' });
    const answer = await client.ask({ id: 0, method: 'initialize' });
    expect(answer.error.message).toContain('the hub ends again and again');
    expect(await client.exited).toBe(1);
  }, 20_000);

  test('takes its own requests with it: cancelled, and late answers go nowhere', async () => {
    await using home = new ProxyHome();
    const client = home.proxy();
    await client.initialize();
    const asked = await client.ask({ method: 'ask' });
    client.send({ method: 'die' });
    expect(await client.next()).toMatchObject({
      method: 'notifications/cancelled',
      params: { requestId: asked.id },
    });
    client.send({ id: asked.id, result: {} });
    await client.next();
    await client.next();
    const { journal } = await client.journal();
    expect(journal.map(({ id }) => id)).not.toContain(asked.id);
  });

  test('gets no error for a request that the client had cancelled', async () => {
    await using home = new ProxyHome();
    const client = home.proxy();
    await client.initialize();
    const cancelled = { method: 'notifications/cancelled', params: { requestId: 1 } };
    client.send({ id: 1, method: 'hang' }, cancelled, { id: 2, method: 'die' });
    expect((await client.next()).id).toBe(2);
  });
});

describe('the end', () => {
  test('stdin closing ends the proxy at once; what was said last reaches the hub', async () => {
    await using home = new ProxyHome();
    await home.hub();
    const client = home.proxy();
    await client.initialize();
    const witness = home.proxy();
    await witness.initialize();
    client.child.stdin.end('{"jsonrpc":"2.0","method":"die"}\n');
    expect(await client.exited).toBe(0);
    expect((await witness.next()).method).toContain('list_changed');
  });

  test('a client that is killed leaves no proxy behind', async () => {
    await using home = new ProxyHome();
    await home.hub();
    const launcher = home.run([
      '-e',
      `const args = ['--input-type=module', '-e', ${JSON.stringify(proxyCode)}];
       const { spawn } = require('node:child_process');
       const proxy = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
       proxy.stdin.write('{"jsonrpc":"2.0","id":1,"method":"hang"}\\n{"jsonrpc":"2.0","id":2,"method":"echo"}\\n');
       proxy.stdout.once('data', () => console.log('served'));`,
    ]);
    await once(launcher.stdout, 'data');
    // The proxy inherited it: it closes when both are gone.
    const gone = once(launcher.stderr, 'close');
    launcher.kill('SIGKILL');
    await gone;
  });

  test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('%s ends it cleanly', async (signal) => {
    await using home = new ProxyHome();
    await home.hub();
    const client = home.proxy();
    await client.initialize();
    client.child.kill(signal);
    expect(await client.exited).toBe(0);
  });

  test('a mistyped flag is one line on stderr, and nothing on stdout', async () => {
    await using home = new ProxyHome();
    const client = home.proxy(['--prfile', 'x']);
    expect(await client.exited).toBe(2);
    expect(client.stderr).toBe('loom proxy: unknown argument "--prfile"; see --help\n');
    await expect(client.nextLine()).rejects.toThrow('the proxy ended');
  });
});

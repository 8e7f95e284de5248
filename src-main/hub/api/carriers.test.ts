import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MessageChannel } from 'node:worker_threads';
import { createORPCClient, isDefinedError, safe } from '@orpc/client';
import { RPCLink as FetchLink } from '@orpc/client/fetch';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { describe, expect, test } from 'vitest';
import type { contract } from '../../../src-shared/contract/index.ts';
import { Config } from '../../../src-shared/domain/config.ts';
import { emptyState, idleServer } from '../../../src-shared/domain/testing/sample-state.ts';
import { createWebApp } from '../http/web-app.ts';
import type { ApiContext } from './hub-service.ts';
import { servePort } from './serve-port.ts';
import { createFakeService } from './testing/fake-service.ts';

type Client = ContractRouterClient<typeof contract>;

/** Opens a way to the API; every carrier must behave alike. */
type OpenCarrier = (context: ApiContext) => Promise<{ client: Client; close(): Promise<void> }>;

describeCarrier('HTTP', async (context) => {
  const app = createWebApp({ ...context, config: Config.parse({}), carrier: { kind: 'socket' } });
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const client: Client = createORPCClient(new FetchLink({ url: `http://127.0.0.1:${port}/api` }));
  return {
    client,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
});

describeCarrier('MessagePort', async (context) => {
  const { port1, port2 } = new MessageChannel();
  servePort(port1, context);
  const client: Client = createORPCClient(new PortLink({ port: port2 }));
  port2.start();
  return { client, close: async () => port2.close() };
});

function describeCarrier(name: string, open: OpenCarrier): void {
  describe(`the API over ${name}`, () => {
    test('answers a call with what the hub says', async () => {
      await using api = await openApi(open);
      expect(await api.client.hub.state()).toEqual(emptyState);
      expect(await api.client.hub.stop()).toEqual({ pid: 4242 });
      expect(api.service.calls).toEqual(['stop']);
    });

    test('carries a LoomError with its code, remedy, server and place', async () => {
      await using api = await openApi(open);
      const entry = { transport: 'stdio', command: 'true' };
      const { error } = await safe(api.client.servers.add({ id: 'twice', entry }));
      if (!isDefinedError(error)) throw new Error('expected the LOOM error', { cause: error });
      expect(error.message).toBe('There is a server "twice" already.');
      expect(error.data).toEqual({
        code: 'name-taken',
        remedy: 'Choose another name, or remove the old one first.',
        server: 'twice',
        place: { file: '/home/ada/.config/loom/registry.yaml', line: 3, column: 5 },
      });
    });

    test('turns an unknown throwable into `internal` and logs the original once', async () => {
      await using api = await openApi(open);
      const { error } = await safe(api.client.servers.stop({ id: 'any' }));
      if (!isDefinedError(error)) throw new Error('expected the LOOM error', { cause: error });
      expect(error.data.code).toBe('internal');
      expect(api.logged).toEqual([expect.objectContaining({ message: 'a bug' })]);
    });

    test('refuses input that the contract does not allow, naming the key', async () => {
      await using api = await openApi(open);
      const { error } = await safe(api.client.servers.add({ id: 'no spaces', entry: {} }));
      if (!isDefinedError(error)) throw new Error('expected the LOOM error', { cause: error });
      expect(error.data.code).toBe('usage');
      expect(error.message).toContain('id: expected 1 to 32 letters');
      expect(api.logged).toEqual([]);
    });

    test('carries a file with its name and its bytes', async () => {
      await using api = await openApi(open);
      const file = new File([new TextEncoder().encode('größe')], 'a b.mcpb');
      const { error } = await safe(api.client.bundles.inspect({ file }));
      expect(error?.message).toBe('this is no bundle: a b.mcpb: größe');
    });

    test('passes a tool result on untouched', async () => {
      await using api = await openApi(open);
      expect(await api.client.tools.call({ name: 'echo', arguments: {} })).toEqual({
        result: { content: [{ type: 'text', text: 'echo' }], extra: [1, null] },
      });
    });

    test('tells the hub when the caller of a tool goes away', async () => {
      await using api = await openApi(open);
      const caller = new AbortController();
      const call = api.client.tools.call(
        { name: 'never', arguments: {} },
        { signal: caller.signal },
      );
      await expect.poll(() => api.service.calls).toEqual(['call']);
      caller.abort();
      await expect(call).rejects.toThrow();
      await expect.poll(() => api.service.calls).toEqual(['call', 'call aborted']);
    });

    test('pushes a snapshot at once and another after a change', async () => {
      await using api = await openApi(open);
      const changes = await api.client.hub.changes();
      expect((await changes.next()).value).toEqual(emptyState);
      const changed = { ...emptyState, servers: [idleServer('files')] };
      api.service.setState(changed);
      expect((await changes.next()).value).toEqual(changed);
      await changes.return?.();
      await expect.poll(() => api.service.listeners()).toBe(0);
    });

    test('leaves no listener behind when a follower goes away without a word', async () => {
      await using api = await openApi(open);
      const changes = await api.client.hub.changes();
      const lines = await api.client.logs.follow({});
      await changes.next();
      const line = lines.next();
      await expect.poll(() => api.service.listeners()).toBe(2);
      line.catch(() => {});
      await api.close();
      await expect.poll(() => api.service.listeners()).toBe(0);
    });
  });
}

async function openApi(open: OpenCarrier) {
  const service = createFakeService(emptyState);
  const logged: unknown[] = [];
  const log: ApiContext['log'] = { error: ({ err }) => void logged.push(err) };
  const { client, close } = await open({ service, log });
  return { service, logged, client, close, [Symbol.asyncDispose]: close };
}

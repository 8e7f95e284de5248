import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { serverEntry } from '../../../e2e/harness/servers.ts';
import { openCore } from '../testing/open-core.ts';
import { envelope } from '../testing/test-client.ts';
import { LineSession } from './line-session.ts';

/** A client behind its greeting; `say` sends a line, `hear` waits for one. */
async function connectClient(core: ReturnType<typeof openCore>['core']) {
  const options = {
    version: '1',
    maxMessage: 1e6,
    open: core.sessions.open.bind(core.sessions),
    end: core.sessions.end.bind(core.sessions),
    take: core.take.bind(core),
  };
  const server = createServer((socket) => void new LineSession(socket, options)).listen(0);
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('it listens nowhere');
  const socket: Socket = connect(address.port, '127.0.0.1');
  const lines = createInterface(socket)[Symbol.asyncIterator]();
  const say = (message: unknown) => void socket.write(`${JSON.stringify(message)}\n`);
  const hear = async () => JSON.parse(String((await lines.next()).value));
  say({ loom: 1, version: '1', pid: 1 });
  await hear();
  return {
    say,
    hear,
    async [Symbol.asyncDispose]() {
      socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

const request = (id: number, method: string, params: object = {}) => ({
  jsonrpc: '2.0',
  id,
  method,
  params,
});
const listen = { notifications: { toolsListChanged: true }, ...envelope() };

test('a batch holds no modern requests, and a listen in it does not hold back the others', async () => {
  await using hub = openCore({ srv: serverEntry('modern') });
  await using client = await connectClient(hub.core);
  client.say(request(1, 'initialize', { protocolVersion: '2025-03-26' }));
  await client.hear();
  client.say([
    request(2, 'ping'),
    request(3, 'subscriptions/listen', listen),
    request(4, 'tools/list', envelope()),
    request(5, 'server/discover'),
    // Names the revision that came of the handshake.
    request(6, 'ping', envelope({}, { 'io.modelcontextprotocol/protocolVersion': '2025-03-26' })),
  ]);
  const answers: { id: number; error?: { code: number } }[] = await client.hear();
  const outcomes = answers.map(({ id, error }) => [id, error?.code]).sort();
  expect(outcomes).toEqual([
    [2, undefined],
    [3, -32600],
    [4, -32600],
    [5, -32600],
    [6, undefined],
  ]);
  client.say(request(7, 'tools/list', envelope()));
  expect(await client.hear()).toMatchObject({ id: 7, result: { resultType: 'complete' } });
});

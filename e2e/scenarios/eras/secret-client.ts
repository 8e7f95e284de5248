/** A client that says a secret of its own in everything, over any carrier and in either era. */
import { randomUUID } from 'node:crypto';
import type { Era } from '../../../src-shared/domain/era.ts';
import { connectHttp } from '../../harness/http-client.ts';
import type { TestHub } from '../../harness/hub.ts';
import type { ModernClient } from '../../harness/modern-client.ts';
import { modernHttp } from '../../harness/modern-http.ts';
import { connectModernProxy, connectModernSocket } from '../../harness/modern-lines.ts';
import { connectProxy, connectSocket, type ProxyClient } from '../../harness/raw-client.ts';
import type { Answer, RawClient } from '../../harness/rpc-session.ts';
import { capabilities } from './speakers.ts';

export interface Calling {
  answer: Promise<Answer>;
  cancel(): void;
}

export interface Connection {
  received: readonly string[];
  /** Answers whatever the server asks, with the secret. */
  call(tool: string, args: object): Promise<Answer>;
  /** One that is not answered for: to be cancelled. */
  start(tool: string, args: object): Calling;
  read(uri: string): Promise<Answer>;
  /** Ends it as a crash of the client would. */
  kill(): Promise<void>;
}

export interface SecretClient {
  name: string;
  era: Era;
  via: 'proxy' | 'socket' | 'HTTP';
  secret: string;
  connection: Connection;
  /** Every connection that it ever had. */
  connections: Connection[];
}

/** Everybody calls itself the same, and chooses the same ids and tokens: only secrets differ. */
const clientInfo = { name: 'somebody', version: '1.0.0' };
const progressToken = 'token';

export const kinds = (['legacy', 'modern'] as const).flatMap((era) =>
  (['proxy', 'socket', 'HTTP'] as const).map((via) => ({ era, via })),
);

export async function createSecretClient(hub: TestHub, index: number): Promise<SecretClient> {
  const kind = kinds[index % kinds.length] ?? { era: 'legacy', via: 'proxy' };
  const secret = `secret-${String(index).padStart(2, '0')}-${randomUUID().replaceAll('-', '')}`;
  const connection = await connect(hub, kind, secret);
  const name = `client ${index} (${kind.era}, ${kind.via})`;
  return { ...kind, name, secret, connection, connections: [connection] };
}

export async function reconnect(hub: TestHub, client: SecretClient): Promise<void> {
  await client.connection.kill();
  client.connection = await connect(hub, client, client.secret);
  client.connections.push(client.connection);
}

function connect(
  hub: TestHub,
  { era, via }: Pick<SecretClient, 'era' | 'via'>,
  secret: string,
): Promise<Connection> {
  return era === 'legacy' ? connectLegacy(hub, via, secret) : connectModern(hub, via, secret);
}

/** What it answers to each question. */
function answersWith(secret: string): Record<string, object> {
  return {
    'elicitation/create': { action: 'accept', content: { name: secret } },
    'sampling/createMessage': {
      model: 'm',
      role: 'assistant',
      content: { type: 'text', text: secret },
    },
    'roots/list': { roots: [{ uri: `file:///home/${secret}`, name: secret }] },
  };
}

async function connectLegacy(
  hub: TestHub,
  via: SecretClient['via'],
  secret: string,
): Promise<Connection> {
  const initialize = { protocolVersion: '2025-11-25', capabilities, clientInfo };
  const { client, kill } = await openLegacy(hub, via, initialize);
  for (const [method, result] of Object.entries(answersWith(secret))) {
    client.onRequest(method, () => result);
  }
  await client.request('logging/setLevel', { level: 'debug' });
  await client.request('resources/subscribe', { uri: `echo://item/${secret}` });
  const start = (tool: string, args: object) => {
    const answer = client.callTool(tool, args, { progressToken });
    return { answer, cancel: () => client.cancel(answer.id, secret) };
  };
  return {
    received: client.received,
    start,
    call: (tool, args) => start(tool, args).answer,
    read: (uri) => client.request('resources/read', { uri }),
    kill,
  };
}

async function openLegacy(
  hub: TestHub,
  via: SecretClient['via'],
  initialize: object,
): Promise<{ client: RawClient; kill(): Promise<void> }> {
  if (via === 'proxy') {
    const client = await connectProxy(hub, { initialize });
    return { client, kill: () => killed(client) };
  }
  const client = await (via === 'HTTP' ? connectHttp : connectSocket)(hub, { initialize });
  return { client, kill: async () => client[Symbol.asyncDispose]() };
}

async function connectModern(
  hub: TestHub,
  via: SecretClient['via'],
  secret: string,
): Promise<Connection> {
  const { client, kill } = await openModern(hub, via);
  const listen = client.listen({
    toolsListChanged: true,
    resourceSubscriptions: [`echo://item/${secret}`],
  });
  listen.ended.catch(() => {});
  await listen.acknowledged;
  const answers = answersWith(secret);
  const answerAll = (_key: string, { method }: { method: string }) => answers[method];
  return {
    received: client.received,
    call: (tool, args) => client.callToolAnswering(tool, args, answerAll, { progressToken }),
    start(tool, args) {
      const answer = client.callTool(tool, args, { progressToken });
      return { answer, cancel: () => client.cancel(answer.id) };
    },
    read: (uri) => client.request('resources/read', { uri }),
    kill,
  };
}

async function openModern(
  hub: TestHub,
  via: SecretClient['via'],
): Promise<{ client: ModernClient; kill(): Promise<void> }> {
  const options = { capabilities, clientInfo, logLevel: 'debug' };
  if (via === 'proxy') {
    const client = await connectModernProxy(hub, options);
    return { client, kill: () => killed(client) };
  }
  const client =
    via === 'HTTP' ? modernHttp(hub.url, options) : await connectModernSocket(hub, options);
  return { client, kill: async () => client[Symbol.asyncDispose]() };
}

async function killed(proxy: Pick<ProxyClient, 'child' | 'closed'>): Promise<void> {
  proxy.child.kill('SIGKILL');
  await proxy.closed;
}

/** Clients of both eras that say raw lines, through the hub and to a server itself. */
import type { Era } from '../../../src-shared/domain/era.ts';
import { connectHttp } from '../../harness/http-client.ts';
import type { TestHub } from '../../harness/hub.ts';
import type { ModernClient } from '../../harness/modern-client.ts';
import { modernHttp } from '../../harness/modern-http.ts';
import {
  connectModernProxy,
  connectModernServer,
  connectModernSocket,
} from '../../harness/modern-lines.ts';
import { connectProxy, connectServer, connectSocket } from '../../harness/raw-client.ts';
import type { RawClient } from '../../harness/rpc-session.ts';
import { serverEntry, startModernHttpServer } from '../../harness/servers.ts';

export interface Speaker extends AsyncDisposable {
  era: Era;
  received: readonly string[];
  /** Says the line; the line that answers it. */
  ask(line: string): Promise<string>;
  /** The members of the envelope, as text; none in the legacy era. */
  envelope: string;
}

/** What every client can do and is. */
export const capabilities = {
  elicitation: { form: {}, url: {} },
  sampling: {},
  roots: {},
};
export const clientInfo = { name: 'différence', version: '1.0', 'x-client': [1.5, null] };

/** What clients answer to questions, exactly. */
export const inputs: Record<string, string> = {
  'elicitation/create': String.raw`{"action":"accept","content":{"name":"Ad\u0061","n":9007199254740993},"x":1.0}`,
  'sampling/createMessage': String.raw`{"model":"m","role":"assistant","content":{ "type":"text","text":"\u00e9 é \/" },"n":-0}`,
  'roots/list': '{"roots":[{"uri":"file:///home/ada/a","name":"a","x":1e400}],"x":null}',
};

const initialize = { protocolVersion: '2025-11-25', capabilities, clientInfo };
const modern = { capabilities, clientInfo, logLevel: 'debug' };

export interface Way {
  era: Era;
  via: string;
  connect(hub: TestHub): Promise<Speaker>;
}

export const ways: readonly Way[] = [
  {
    era: 'legacy',
    via: 'proxy',
    connect: (hub) => legacySpeaker(connectProxy(hub, { initialize })),
  },
  {
    era: 'legacy',
    via: 'socket',
    connect: (hub) => legacySpeaker(connectSocket(hub, { initialize })),
  },
  { era: 'legacy', via: 'HTTP', connect: (hub) => legacySpeaker(connectHttp(hub, { initialize })) },
  { era: 'modern', via: 'proxy', connect: (hub) => modernSpeaker(connectModernProxy(hub, modern)) },
  {
    era: 'modern',
    via: 'socket',
    connect: (hub) => modernSpeaker(connectModernSocket(hub, modern)),
  },
  {
    era: 'modern',
    via: 'HTTP',
    connect: (hub) => modernSpeaker(Promise.resolve(modernHttp(hub.url, modern))),
  },
];

/** A server, alone on a hub of its own and without one. */
export interface Upstream {
  name: string;
  era: Era;
  start(): Promise<RunningUpstream>;
}

export interface RunningUpstream extends AsyncDisposable {
  entry: object;
  /** A client of the server's own era, without a hub between. */
  direct(): Promise<Speaker>;
}

const nothing = async () => {};

export const upstreams: readonly Upstream[] = [
  {
    name: 'a legacy server',
    era: 'legacy',
    start: async () => ({
      // Clients come one after the other, and what one leaves must not be in the next one's way.
      entry: serverEntry('twin', [], { scope: 'session' }),
      direct: () => legacySpeaker(connectServer('twin', { initialize })),
      [Symbol.asyncDispose]: nothing,
    }),
  },
  {
    name: 'a modern server on stdio',
    era: 'modern',
    start: async () => ({
      entry: serverEntry('modern', ['--odd']),
      direct: () => modernSpeaker(connectModernServer('modern', { ...modern, args: ['--odd'] })),
      [Symbol.asyncDispose]: nothing,
    }),
  },
  {
    name: 'a modern server over HTTP',
    era: 'modern',
    async start() {
      const server = await startModernHttpServer(['0', '--odd']);
      return {
        entry: { transport: 'http', url: server.url },
        direct: () => modernSpeaker(Promise.resolve(modernHttp(server.url, modern))),
        [Symbol.asyncDispose]: server.stop,
      };
    },
  },
];

async function legacySpeaker(connecting: Promise<RawClient>): Promise<Speaker> {
  const client = await connecting;
  for (const [method, result] of Object.entries(inputs)) {
    client.onRequest(method, (_params, { id }) => {
      client.send(`{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":${result}}`);
      return undefined;
    });
  }
  // Modern clients ask with every request for what is logged.
  await client.request('logging/setLevel', { level: 'debug' });
  return speaker('legacy', client, '');
}

export async function modernSpeaker(connecting: Promise<ModernClient>): Promise<Speaker> {
  const client = await connecting;
  return speaker('modern', client, JSON.stringify(client.envelope).slice(1, -1));
}

export function speaker(era: Era, client: RawClient | ModernClient, envelope: string): Speaker {
  return {
    era,
    received: client.received,
    ask: (line) => client.requestRaw(line),
    envelope,
    [Symbol.asyncDispose]: () => client[Symbol.asyncDispose](),
  };
}

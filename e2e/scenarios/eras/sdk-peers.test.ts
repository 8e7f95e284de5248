/**
 * Real clients and servers, both generations of the official SDK: what a program sees through Loom is
 * what it would see without, whatever era its peer is of.
 */
import {
  CreateMessageRequestSchema,
  ElicitRequestSchema,
  ListRootsRequestSchema,
} from '@modelcontextprotocol/sdk/types.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHub, type TestHub } from '../../harness/hub.ts';
import { connectSdk, type SdkOptions, type SdkTarget } from '../../harness/sdk-clients.ts';
import {
  type RemoteServer,
  serverEntry,
  startConformanceServer,
  startHttpServer,
  startModernHttpServer,
} from '../../harness/servers.ts';

const kinds = [
  { client: 'SDK v1', sdk: 'v1', era: 'legacy' },
  { client: 'SDK v2, legacy', sdk: 'v2', era: 'legacy' },
  { client: 'SDK v2, modern', sdk: 'v2', era: 'modern' },
] as const;
type Kind = (typeof kinds)[number];

const ways = kinds.flatMap((kind) => (['proxy', 'http'] as const).map((via) => ({ ...kind, via })));

const asking = [
  ['ask_elicitation', { message: 'Who?' }],
  ['ask_sampling', { text: 'Say' }],
  ['ask_roots', {}],
  ['ask_several', {}],
  ['ask_rounds', { n: 3 }],
] as const;
const twinCalls = [
  ['echo', { a: [1, null, { b: 'é' }] }],
  ['progress', { steps: 3 }],
  ...asking,
] as const;
const fixtureCalls = [
  ['test_simple_text', {}],
  ['test_multiple_content_types', {}],
  ['test_error_handling', {}],
  ['json_schema_2020_12_tool', { name: 'a' }],
] as const;

const peers: readonly Peer[] = [
  { server: 'a raw legacy server', eras: ['legacy'], calls: twinCalls, start: local('twin') },
  { server: 'a raw modern server', eras: ['modern'], calls: twinCalls, start: local('modern') },
  {
    server: 'a raw modern server over HTTP',
    eras: ['modern'],
    calls: twinCalls,
    start: () => remote(startModernHttpServer()),
  },
  {
    server: 'a server on SDK v1',
    eras: ['legacy'],
    calls: [
      ['echo', { text: 'é' }],
      ['slow', { ms: 20, every: 10 }],
    ],
    start: () => remote(startHttpServer()),
  },
  {
    server: 'a server of both eras on SDK v2',
    eras: ['legacy', 'modern'],
    calls: fixtureCalls,
    start: () => remote(startConformanceServer()),
  },
];

interface Peer {
  server: string;
  eras: readonly string[];
  calls: readonly (readonly [string, object])[];
  start(): Promise<Started>;
}

interface Started extends AsyncDisposable {
  entry: object;
  target: SdkTarget;
}

describe.each(peers)('$server', ({ eras, calls, start }) => {
  let server: Started;
  let hub: TestHub;
  const direct = new Map<string, unknown>();
  beforeAll(async () => {
    server = await start();
    hub = await startHub({ config: { naming: 'bare' }, servers: { only: server.entry } });
    for (const kind of kinds) {
      if (!eras.includes(kind.era)) continue;
      direct.set(kind.client, await record(kind, { target: server.target }, calls));
    }
  });
  afterAll(async () => {
    await hub[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  });

  test.each(ways)('is the same for $client through $via', async ({ via, ...kind }) => {
    const own = direct.get(kind.client) ?? [...direct.values()][0];
    expect(await record(kind, { hub, via }, calls)).toEqual(own);
  });
});

/** Everything that the client's program sees of these calls. */
async function record(
  kind: Kind,
  to: { target: SdkTarget } | { hub: TestHub; via: 'proxy' | 'http' },
  calls: Peer['calls'],
): Promise<unknown> {
  const options: Omit<SdkOptions, 'target' | 'hub' | 'via'> = {
    era: kind.era,
    capabilities: { elicitation: { form: {} }, sampling: {}, roots: {} },
    prepareV1(client) {
      client.setRequestHandler(ElicitRequestSchema, () => elicited);
      client.setRequestHandler(CreateMessageRequestSchema, () => sampled);
      client.setRequestHandler(ListRootsRequestSchema, () => roots);
    },
    prepareV2(client) {
      client.setRequestHandler('elicitation/create', () => elicited);
      client.setRequestHandler('sampling/createMessage', () => sampled);
      client.setRequestHandler('roots/list', () => roots);
    },
  };
  await using connected = await connectAny(kind, { ...options, ...to });
  const results: unknown[] = [await connected.toolNames()];
  for (const [name, args] of calls) results.push([name, await connected.call(name, args)]);
  return results;
}

const elicited = { action: 'accept' as const, content: { name: 'Ada' } };
const roots = { roots: [{ uri: 'file:///home/ada/a', name: 'a' }] };
const sampled = {
  model: 'm',
  role: 'assistant' as const,
  content: { type: 'text' as const, text: 'said' },
};

async function connectAny({ sdk }: Kind, options: SdkOptions) {
  const { client, [Symbol.asyncDispose]: close } =
    sdk === 'v1' ? await connectSdk({ sdk, ...options }) : await connectSdk({ sdk, ...options });
  const call = (name: string, args: object) =>
    client.callTool({ name, arguments: { ...args } }).then(
      (result) => seen(result as Result),
      (error: { code: number }) => error.code,
    );
  const toolNames = async () => (await client.listTools()).tools.map(({ name }) => name);
  return { call, toolNames, [Symbol.asyncDispose]: close };
}

/** Only modern servers say in their results who they are; and each SDK prints JSON in its own order. */
function seen({ _meta, content, ...result }: Result): unknown {
  const { 'io.modelcontextprotocol/serverInfo': _info, ...meta } = _meta ?? {};
  const parts = (content ?? []).map((part) => {
    const isJson = typeof part.text === 'string' && part.text.startsWith('{');
    return isJson ? JSON.parse(String(part.text)) : part;
  });
  return { ...result, parts, meta };
}

type Fields = Record<string, unknown>;
type Result = { _meta?: Fields; content?: Fields[] };

function local(file: string): () => Promise<Started> {
  return async () => {
    const entry = serverEntry(file, [], { scope: 'session' });
    const target = { command: process.execPath, args: entry.args as string[] };
    return { entry, target, [Symbol.asyncDispose]: async () => {} };
  };
}

async function remote(starting: Promise<RemoteServer>): Promise<Started> {
  const { url, stop } = await starting;
  return { entry: { transport: 'http', url }, target: { url }, [Symbol.asyncDispose]: stop };
}

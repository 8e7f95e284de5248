/** MCP Apps (SEP-1865) through the hub: between peers of either era, nothing of an app changes. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Era } from '../../../src-shared/domain/era.ts';
import { connectHttp } from '../../harness/http-client.ts';
import { startHub, type TestHub } from '../../harness/hub.ts';
import type { ModernClient } from '../../harness/modern-client.ts';
import { modernHttp } from '../../harness/modern-http.ts';
import { connectModernProxy } from '../../harness/modern-lines.ts';
import { connectProxy } from '../../harness/raw-client.ts';
import type { RawClient } from '../../harness/rpc-session.ts';
import { serverEntry } from '../../harness/servers.ts';
import {
  REFRESH_TOOL,
  SHOW_TOOL,
  SHOWN,
  UI,
  VIEW_CONTENTS,
  VIEW_RESOURCE,
  VIEW_URI,
} from '../../servers/lib/app-texts.ts';

/** What hosts of apps declare. */
const extension = { [UI]: { mimeTypes: ['text/html;profile=mcp-app'] } };
const capabilities = { extensions: extension };
const clientInfo = { name: 'host', version: '1' };
const initialize = { protocolVersion: '2025-11-25', capabilities, clientInfo };

interface Way {
  client: Era;
  via: 'proxy' | 'http';
}

const ways: readonly Way[] = [
  { client: 'legacy', via: 'proxy' },
  { client: 'legacy', via: 'http' },
  { client: 'modern', via: 'proxy' },
  { client: 'modern', via: 'http' },
];

interface Host extends AsyncDisposable {
  /** The text of the answer. */
  ask(method: string, params?: object): Promise<string>;
  /** What the hub said of itself. */
  extensions(): Promise<unknown>;
}

async function connectHost(hub: TestHub, { client, via }: Way): Promise<Host> {
  if (client === 'legacy') {
    return legacyHost(await (via === 'http' ? connectHttp : connectProxy)(hub, { initialize }));
  }
  const options = { capabilities, clientInfo };
  return modernHost(
    via === 'http' ? modernHttp(hub.url, options) : await connectModernProxy(hub, options),
  );
}

function legacyHost(client: RawClient): Host {
  let lastId = 100;
  return {
    ask(method, params) {
      lastId += 1;
      return client.requestRaw(JSON.stringify({ jsonrpc: '2.0', id: lastId, method, params }));
    },
    async extensions() {
      const isAnswer = ({ result }: { result?: object }) => 'capabilities' in (result ?? {});
      return (await client.waitFor(isAnswer)).result.capabilities.extensions;
    },
    [Symbol.asyncDispose]: () => client[Symbol.asyncDispose](),
  };
}

function modernHost(client: ModernClient): Host {
  return {
    ask: async (method, params) => (await client.request(method, params)).text,
    extensions: async () =>
      (await client.request('server/discover')).result.capabilities.extensions,
    [Symbol.asyncDispose]: () => client[Symbol.asyncDispose](),
  };
}

function exposed(tool: string): string {
  return tool.replace(/"name":"(\w+)"/, '"name":"weather__$1"');
}

const pairings = (['legacy', 'modern'] as const).flatMap((server) =>
  ways.map((way) => ({ ...way, server })),
);

describe.each(['legacy', 'modern'] as const)('an app of a %s server', (era) => {
  let hub: TestHub;
  beforeAll(async () => {
    const servers = {
      weather: serverEntry('apps', ['--era', era], { scope: 'session' }),
      other: serverEntry('echo'),
    };
    hub = await startHub({ servers });
  });
  afterAll(() => hub[Symbol.asyncDispose]());

  test.each(ways)('is listed as it is to a $client client through $via', async (way) => {
    await using host = await connectHost(hub, way);
    const tools = await host.ask('tools/list');
    expect(tools).toContain(exposed(SHOW_TOOL));
    expect(tools).toContain(exposed(REFRESH_TOOL));
    expect(await host.ask('resources/list')).toContain(VIEW_RESOURCE);
  });

  test.each(ways)(
    'is read and called, by bare names too, by a $client client through $via',
    async (way) => {
      await using host = await connectHost(hub, way);
      expect(await host.ask('resources/read', { uri: VIEW_URI })).toContain(VIEW_CONTENTS);
      for (const name of ['weather__show', 'show', 'refresh']) {
        expect(await host.ask('tools/call', { name, arguments: {} })).toContain(SHOWN);
      }
    },
  );

  test.each(ways)('learns what a $client client through $via can show', async (way) => {
    await using host = await connectHost(hub, way);
    const text = await host.ask('tools/call', { name: 'client', arguments: {} });
    const declared = JSON.parse(JSON.parse(text).result.content[0].text);
    expect(declared.extensions).toEqual(extension);
  });
});

test.each(pairings)(
  'a $client client through $via is told of apps where a $server server has some',
  async ({ server, ...way }) => {
    const entry = (...more: string[]) => serverEntry('apps', ['--era', server, ...more]);
    await using hub = await startHub({ servers: { a: entry('--undeclared'), b: entry() } });
    for (const id of ['a', 'b']) await hub.api.servers.start({ id });
    await using host = await connectHost(hub, way);
    const announced = (await host.extensions()) as object | undefined;
    expect(announced).toEqual({ [UI]: {} });
  },
);

test.each(ways)(
  'a $client client through $via is told of no apps where there are none',
  async (way) => {
    const entry = (era: Era) => serverEntry('apps', ['--era', era, '--undeclared']);
    const servers = { legacy: entry('legacy'), modern: entry('modern') };
    await using hub = await startHub({ servers });
    for (const id of ['legacy', 'modern']) await hub.api.servers.start({ id });
    await using host = await connectHost(hub, way);
    expect(await host.extensions()).toBeUndefined();
  },
);

/**
 * Structured results that are no objects (SEP-2106): a legacy client reads through Loom what the
 * official SDK makes of them for its own legacy clients, and a modern client what they are.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startHub, type TestHub } from '../../harness/hub.ts';
import { connectSdk, type SdkOptions } from '../../harness/sdk-clients.ts';
import { serverEntry } from '../../harness/servers.ts';

const entry = serverEntry('typed', [], { era: 'modern' });
const target = { command: process.execPath, args: entry.args as string[] };

let hub: TestHub;
beforeAll(async () => {
  hub = await startHub({ config: { naming: 'bare' }, servers: { typed: entry } });
});
afterAll(() => hub[Symbol.asyncDispose]());

const kinds = [
  { sdk: 'v1', era: 'legacy', via: 'proxy' },
  { sdk: 'v1', era: 'legacy', via: 'http' },
  { sdk: 'v2', era: 'legacy', via: 'http' },
  { sdk: 'v2', era: 'modern', via: 'proxy' },
  { sdk: 'v2', era: 'modern', via: 'http' },
] as const;

test.each(kinds)('are read by SDK $sdk, $era, through $via as without Loom', async (kind) => {
  const direct = await record({ ...kind, target });
  expect(direct.map(([name]) => name)).toContain('maybe_nothing');
  expect(await record({ ...kind, hub })).toEqual(direct);
});

/** The definition of each tool and its result, which the client checks against the schema. */
async function record(options: SdkOptions & { sdk: 'v1' | 'v2' }) {
  // One and the same for this test, where types of two generations are not.
  await using connected = await connectSdk(options as SdkOptions & { sdk: 'v1' });
  const { client } = connected;
  const seen: [name: string, definition: object, result: object][] = [];
  for (const tool of (await client.listTools()).tools) {
    const { _meta, ...result } = await client.callTool({ name: tool.name, arguments: {} });
    seen.push([tool.name, tool, result]);
  }
  return seen;
}

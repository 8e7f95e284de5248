import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openCore } from '../testing/open-core.ts';

/** Lists two tools and answers every call with the name that it was called by. */
const server = `
require('node:readline').createInterface(process.stdin).on('line', (line) => {
  const { id, method, params } = JSON.parse(line);
  const inputSchema = { type: 'object' };
  const results = {
    initialize: {
      protocolVersion: '2025-11-25',
      capabilities: { tools: {} },
      serverInfo: { name: 'named', version: '1' },
    },
    'tools/list': { tools: ['get.it', 'other'].map((name) => ({ name, inputSchema })) },
    'tools/call': { content: [{ type: 'text', text: params?.name ?? '' }] },
  };
  if (id !== undefined) console.log(JSON.stringify({ jsonrpc: '2.0', id, result: results[method] }));
});
`;
const folder = mkdtempSync(join(tmpdir(), 'loom-named-'));
const file = join(folder, 'named.cjs');
writeFileSync(file, server);
afterAll(() => rmSync(folder, { recursive: true }));

const named = {
  transport: 'stdio',
  command: process.execPath,
  args: [file],
  tools: { allow: ['get.*', 'other'], rename: { 'get.it': 'fetch' } },
};

test('a renamed tool is called at its server by the upstream name, in both eras', async () => {
  await using hub = openCore({ named });
  const legacy = await hub.connect().initialize();
  const modern = hub.connect();
  const textOf = ({ result }: Awaited<ReturnType<typeof legacy.ask>>) => result.content[0]?.text;
  for (const name of ['named__fetch', 'fetch']) {
    expect(textOf(await legacy.ask('tools/call', { name, arguments: {} }))).toBe('get.it');
    expect(textOf(await modern.modern('tools/call', { name, arguments: {} }))).toBe('get.it');
  }
  expect(textOf(await legacy.ask('tools/call', { name: 'named__other' }))).toBe('other');
  for (const name of ['named__get_it', 'get.it', 'named__get.it']) {
    expect((await legacy.ask('tools/call', { name })).error).toMatchObject({ code: -32602 });
  }
});

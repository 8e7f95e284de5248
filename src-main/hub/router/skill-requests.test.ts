import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { serverEntry } from '../../../e2e/harness/servers.ts';
import { openCore } from '../testing/open-core.ts';

/** A legacy server that declares the skills extension and answers every request with what it got. */
const server = `
const capabilities = { extensions: { 'io.modelcontextprotocol/skills': { directoryRead: true } } };
require('node:readline').createInterface(process.stdin).on('line', (line) => {
  const { id, method, params } = JSON.parse(line);
  const serverInfo = { name: 'skilled', version: '1' };
  const shaken = { protocolVersion: '2025-11-25', capabilities, serverInfo };
  const result = method === 'initialize' ? shaken : { method, uri: params?.uri, skills: [] };
  if (id !== undefined) console.log(JSON.stringify({ jsonrpc: '2.0', id, result }));
});
`;
const folder = mkdtempSync(join(tmpdir(), 'loom-skills-'));
const file = join(folder, 'skilled.cjs');
writeFileSync(file, server);
const skilled = { transport: 'stdio', command: process.execPath, args: [file] };
afterAll(() => rmSync(folder, { recursive: true }));

const methods = ['skills/list', 'skills/get', 'resources/directory/read'];
const handshake = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: {} };

test('requests about skills go to the one server that has them, from clients of both eras', async () => {
  await using hub = openCore({ slow: serverEntry('slow'), skilled });
  const client = hub.connect();
  await client.modern('tools/list');
  const { result } = await client.modern('server/discover');
  const announced = { 'io.modelcontextprotocol/skills': { directoryRead: true } };
  expect(result.capabilities.extensions).toEqual(announced);
  const shaken = await client.ask('initialize', handshake);
  expect(shaken.result.capabilities.extensions).toEqual(announced);
  for (const method of methods) {
    const uri = 'skill://x/SKILL.md';
    const answer = { method, uri, skills: [] };
    expect((await client.ask(method, { uri })).result).toEqual(answer);
    expect((await client.modern(method, { uri })).result).toMatchObject({
      ...answer,
      resultType: 'complete',
    });
  }
});

test.each(methods)('%s finds a server that nobody has seen yet', async (method) => {
  await using hub = openCore({ slow: serverEntry('slow'), skilled });
  const modern = hub.connect();
  expect((await modern.modern(method)).result).toMatchObject({ method });
  await using another = openCore({ one: skilled, two: skilled });
  const legacy = await another.connect().initialize();
  expect((await legacy.ask(method)).error).toMatchObject({ code: -32601 });
});

test('where several have skills, or none, there are no such methods', async () => {
  await using several = openCore({ one: skilled, two: skilled });
  await using none = openCore({ slow: serverEntry('slow') });
  for (const hub of [several, none]) {
    const client = hub.connect();
    await client.modern('tools/list');
    const { result } = await client.modern('server/discover');
    expect(result.capabilities).not.toHaveProperty('extensions');
    for (const method of methods) {
      expect((await client.modern(method)).error).toMatchObject({ code: -32601 });
    }
  }
});

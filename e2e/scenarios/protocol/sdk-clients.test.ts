/** Real clients, both generations of the official SDK, with real servers from npm. */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type CallToolResult,
  CreateMessageRequestSchema,
  ElicitRequestSchema,
  ListRootsRequestSchema,
  LoggingMessageNotificationSchema,
  ResourceUpdatedNotificationSchema,
  ToolListChangedNotificationSchema,
} from '@modelcontextprotocol/sdk/types.js';
import { afterAll, describe, expect, test } from 'vitest';
import { startHub, type TestHub } from '../../harness/hub.ts';
import { connectSdk } from '../../harness/sdk-clients.ts';
import { serverEntry } from '../../harness/servers.ts';
import { npmServer } from './npm-servers.ts';

const folder = mkdtempSync(join(realpathSync(tmpdir()), 'loom-npm-'));
afterAll(() => rmSync(folder, { recursive: true }));

const servers = {
  every: npmServer('everything'),
  files: npmServer('filesystem', [folder]),
  memory: npmServer('memory', [], { env: { MEMORY_FILE_PATH: join(folder, 'memory.json') } }),
  slow: serverEntry('slow'),
  echo: serverEntry('echo'),
};
const ways = (['proxy', 'http'] as const).flatMap((via) =>
  (['v1', 'v2'] as const).map((sdk) => ({ via, sdk })),
);

describe.each(ways)('SDK $sdk through $via', ({ via, sdk }) => {
  test('uses server-everything, -filesystem and -memory as if each were its only server', async () => {
    // Five programs at once take their time to start on a busy machine.
    await using hub = await startHub({ servers, config: { limits: { list_wait: '30s' } } });
    await using connected = await connectAny(hub, via, sdk);
    const { client, call } = connected;
    const text = async (name: string, args = {}) => {
      const result = (await call(name, args)) as CallToolResult;
      return result.content.map((part) => (part.type === 'text' ? part.text : part.type)).join('|');
    };

    expect(client.getServerVersion()).toMatchObject({ name: 'loom' });
    const { tools } = await client.listTools();
    const names = tools.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(['every__echo', 'files__write_file', 'memory__create_entities']),
    );
    expect(new Set(names).size).toBe(names.length);

    expect(await text('every__echo', { message: 'hi' })).toBe('Echo: hi');
    expect(await text('every__get-sum', { a: 2, b: 3 })).toMatch(/5/);
    expect(await text('every__get-tiny-image')).toContain('image');
    const path = join(folder, `${via}-${sdk}.txt`);
    expect(await text('files__write_file', { path, content: 'written' })).toContain('Success');
    expect(await text('files__read_text_file', { path })).toBe('written');
    await text('memory__create_entities', {
      entities: [{ name: `${via} ${sdk}`, entityType: 'test', observations: ['seen'] }],
    });
    expect(await text('memory__read_graph')).toContain(`${via} ${sdk}`);

    const { resources } = await client.listResources();
    const [resource] = resources;
    const read = await client.readResource({ uri: resource?.uri ?? '' });
    expect(read.contents[0]?.uri).toBe(resource?.uri);
    const { prompts } = await client.listPrompts();
    expect(prompts.map(({ name }) => name)).toContain('every__simple-prompt');
    const prompt = await client.getPrompt({ name: 'every__simple-prompt' });
    expect(prompt.messages.length).toBeGreaterThan(0);
    expect(await client.ping()).toEqual({});

    expect(await call('every__echo')).toMatchObject({ isError: true });
    await expect(call('nobody__knows')).rejects.toThrow(/Unknown tool/);
  });

  test('gets progress, can cancel, and goes on after it', async () => {
    await using hub = await startHub({ servers: { slow: servers.slow } });
    await using connected = await connectAny(hub, via, sdk);
    const { call } = connected;
    const seen: number[] = [];
    const giveUp = new AbortController();
    // Not one that ends by itself: the SDKs drop progress that comes in one piece with the answer.
    const pending = call(
      'slow__sleep',
      { ms: 60_000, every: 20 },
      {
        signal: giveUp.signal,
        onprogress({ progress }) {
          if (seen.push(progress) === 2) giveUp.abort(new Error('enough'));
        },
      },
    );
    await expect(pending).rejects.toThrow(/enough/);
    expect(seen.slice(0, 2)).toEqual([20, 40]);
    // Nothing says when a cancellation over HTTP has come.
    await expect
      .poll(async () => JSON.stringify(await call('slow__cancelled')))
      .toContain('enough');
    expect(await call('slow__ok')).toEqual({ content: [{ type: 'text', text: 'ok' }] });
  });
});

interface CallOptions {
  signal?: AbortSignal;
  onprogress?(update: { progress: number }): void;
}

/** A client of either generation: they differ in how calls take their options. */
async function connectAny(hub: TestHub, via: 'proxy' | 'http', sdk: 'v1' | 'v2') {
  if (sdk === 'v1') {
    const connected = await connectSdk({ hub, via, sdk });
    const { client } = connected;
    const call = (name: string, args = {}, options: CallOptions = {}) =>
      client.callTool({ name, arguments: args }, undefined, options);
    return Object.assign(connected, { call });
  }
  const connected = await connectSdk({ hub, via, sdk });
  const { client } = connected;
  const call = (name: string, args = {}, options: CallOptions = {}) =>
    client.callTool({ name, arguments: args }, options);
  return Object.assign(connected, { call });
}

describe.each(['proxy', 'http'] as const)('SDK v1 through %s', (via) => {
  test('answers sampling, elicitation and roots that server-everything asks for', async () => {
    await using hub = await startHub({ servers: { every: servers.every } });
    await using connected = await connectSdk({
      hub,
      via,
      sdk: 'v1',
      capabilities: { sampling: {}, elicitation: {}, roots: { listChanged: true } },
      prepareV1(client) {
        client.setRequestHandler(CreateMessageRequestSchema, () => ({
          model: 'test-model',
          role: 'assistant',
          content: { type: 'text', text: 'sampled' },
        }));
        client.setRequestHandler(ElicitRequestSchema, () => ({
          action: 'accept',
          content: { name: 'Ada' },
        }));
        client.setRequestHandler(ListRootsRequestSchema, () => ({
          roots: [{ uri: 'file:///somewhere', name: 'somewhere' }],
        }));
      },
    });
    const { client } = connected;
    const text = async (name: string, args: Record<string, unknown> = {}) =>
      JSON.stringify((await client.callTool({ name, arguments: args })).content);
    const names = (await client.listTools()).tools.map(({ name }) => name);
    const find = (word: string) => names.find((name) => name.includes(word)) ?? word;
    expect(await text(find('sampling'), { prompt: 'x', maxTokens: 10 })).toContain('sampled');
    expect(await text(find('elicitation'))).toMatch(/Ada|accept/);
    expect(await text(find('roots'))).toContain('file:///somewhere');
  });

  test('hears of updates, log messages and changed lists', async () => {
    await using hub = await startHub({ servers: { echo: servers.echo } });
    const heard: string[] = [];
    await using connected = await connectSdk({
      hub,
      via,
      sdk: 'v1',
      prepareV1(client) {
        client.setNotificationHandler(ResourceUpdatedNotificationSchema, ({ params }) => {
          heard.push(params.uri);
        });
        client.setNotificationHandler(LoggingMessageNotificationSchema, ({ params }) => {
          heard.push(params.level);
        });
        client.setNotificationHandler(ToolListChangedNotificationSchema, ({ method }) => {
          heard.push(method);
        });
      },
    });
    const { client } = connected;
    await client.listTools();
    await client.setLoggingLevel('warning');
    await client.subscribeResource({ uri: 'echo://counter' });
    await client.callTool({ name: 'echo__touch' });
    await client.callTool({ name: 'echo__log', arguments: { level: 'info', text: 'no' } });
    await client.callTool({ name: 'echo__log', arguments: { level: 'error', text: 'yes' } });
    await client.callTool({ name: 'echo__add_tool', arguments: { name: 'new' } });
    await expect
      .poll(() => heard.filter((one) => !one.startsWith('notifications/tools')))
      .toEqual(['echo://counter', 'error']);
    await expect.poll(() => heard).toContain('notifications/tools/list_changed');
    const completed = await client.complete({
      ref: { type: 'ref/prompt', name: 'echo__greet' },
      argument: { name: 'name', value: 'B' },
    });
    expect(completed.completion.values).toEqual(['Barbara']);
  });
});

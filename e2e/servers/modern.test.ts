/** The modern test servers themselves, without a hub: what a hub's tests may rely on. */
import { describe, expect, test } from 'vitest';
import type { ModernClient, ModernOptions } from '../harness/modern-client.ts';
import { modernHttp } from '../harness/modern-http.ts';
import { connectModernServer } from '../harness/modern-lines.ts';
import { jsonOf, textOf } from '../harness/rpc-session.ts';
import { startModernHttpServer } from '../harness/servers.ts';
import { META } from './lib/modern-spec.ts';
import { ODD_RESULTS, withResultType } from './lib/odd-texts.ts';

const everything = {
  elicitation: { form: {}, url: {} },
  sampling: {},
  roots: {},
  extensions: { 'io.modelcontextprotocol/tasks': {} },
};

type Use = (client: ModernClient) => Promise<void>;

const carriers = [
  {
    over: 'stdio',
    async use(options: ModernOptions, run: Use) {
      await using client = await connectModernServer('modern', options);
      await run(client);
    },
  },
  {
    over: 'HTTP',
    async use(options: ModernOptions, run: Use) {
      await using server = await startModernHttpServer();
      await using client = modernHttp(server.url, options);
      await run(client);
    },
  },
];

describe.each(carriers)('over $over a modern server', ({ use }) => {
  test('refuses what is legacy, and what lacks its envelope', () =>
    use({}, async (client) => {
      const initialize = await client.requestRaw(
        '{"jsonrpc":"2.0","id":"i","method":"initialize"}',
      );
      expect(JSON.parse(initialize).error).toMatchObject({
        code: -32022,
        data: { supported: ['2026-07-28'] },
      });
      const without = { [META.clientCapabilities]: undefined };
      const { error } = await client.request('tools/list', { _meta: without });
      expect(error?.code).toBe(-32602);
      const other = await client.request('tools/list', { _meta: { [META.protocolVersion]: 'x' } });
      expect(other.error).toMatchObject({ code: -32022, data: { requested: 'x' } });
    }));

  test('says what it is, and how long its lists may be kept', () =>
    use({}, async (client) => {
      const { result } = await client.request('server/discover');
      expect(result).toMatchObject({
        resultType: 'complete',
        supportedVersions: ['2026-07-28'],
        ttlMs: 60_000,
        cacheScope: 'public',
        _meta: { [META.serverInfo]: { version: '1.0.0' } },
      });
      const list = await client.request('tools/list');
      expect(list.result).toMatchObject({ resultType: 'complete', ttlMs: 60_000 });
    }));

  test('asks by input requests, as often as it needs, and only what was declared', () =>
    use({ capabilities: everything }, async (client) => {
      const answer = (key: string) => ({ action: 'accept', content: { key } });
      const rounds = await client.callToolAnswering('ask_rounds', { n: 3 }, answer);
      expect(jsonOf(rounds)).toEqual({
        round_1: answer('round_1'),
        round_2: answer('round_2'),
        round_3: answer('round_3'),
      });
      const several = await client.callToolAnswering('ask_several', {}, answer);
      expect(Object.keys(jsonOf(several))).toEqual(['name', 'poem', 'folders']);
      expect(textOf(await client.callToolAnswering('ask_state_only', {}, answer))).toBe(
        '{"seen":true}',
      );
      const forged = { name: 'ask_state_only', arguments: {}, requestState: 'forged' };
      expect((await client.request('tools/call', forged)).error?.code).toBe(-32602);
      const undeclared = { name: 'ask_roots', _meta: { [META.clientCapabilities]: {} } };
      expect((await client.request('tools/call', undeclared)).error).toMatchObject({
        code: -32021,
        data: { requiredCapabilities: { roots: {} } },
      });
    }));

  test('sends what belongs to a request before its answer, and logs only where it is asked to', () =>
    use({}, async (client) => {
      const burst = (more: object) =>
        client.callTool('burst', { steps: 2 }, { progressToken: 't', ...more });
      const methods = (lines: string[]) => lines.map((line) => JSON.parse(line).method);
      const progress = 'notifications/progress';
      expect(methods((await burst({})).notifications)).toEqual([progress, progress]);
      const message = 'notifications/message';
      expect(methods((await burst({ [META.logLevel]: 'error' })).notifications)).toEqual([
        progress,
        message,
        progress,
        message,
      ]);
    }));

  test('tells listeners what they asked for, and ends their subscriptions in order', () =>
    use({}, async (client) => {
      const listen = client.listen({ toolsListChanged: true, resourceSubscriptions: ['a'] });
      expect((await listen.acknowledged).params.notifications).toEqual({
        toolsListChanged: true,
        resourceSubscriptions: ['a'],
      });
      await client.callTool('touch', { uri: 'b' });
      await client.callTool('touch', { uri: 'a' });
      await client.callTool('add_tool', { name: 'new' });
      expect((await listen.next()).params.uri).toBe('a');
      expect((await listen.next()).method).toBe('notifications/tools/list_changed');
      await client.callTool('end_listens');
      expect((await listen.ended).result).toMatchObject({ resultType: 'complete' });
    }));

  test('runs tasks for clients that declare them', () =>
    use({ capabilities: everything }, async (client) => {
      const { result } = await client.callTool('task', { ask: true, text: 'marker' });
      const { taskId } = result;
      expect(result).toMatchObject({ resultType: 'task', status: 'working' });
      const listen = client.listen({ taskIds: [taskId] });
      await listen.acknowledged;
      await expect
        .poll(async () => (await client.request('tasks/get', { taskId })).result.status)
        .toBe('input_required');
      const inputResponses = { name: { action: 'accept', content: { name: 'Ada' } } };
      await client.request('tasks/update', { taskId, inputResponses });
      await client.waitFor(({ params }) => params?.status === 'completed');
      const done = await client.request('tasks/get', { taskId });
      expect(jsonOf({ result: done.result.result })).toEqual({
        input: { ask: true, text: 'marker' },
        answers: inputResponses,
      });
      const undeclared = { taskId, _meta: { [META.clientCapabilities]: {} } };
      expect((await client.request('tasks/get', undeclared)).error?.code).toBe(-32021);
      expect((await client.request('tasks/get', { taskId: 'x' })).error?.code).toBe(-32602);
    }));

  test('stops what is cancelled', () =>
    use({}, async (client) => {
      const { id } = client.callTool('sleep', { ms: 60_000, every: 1 }, { progressToken: 't' });
      await client.waitFor(({ method }) => method === 'notifications/progress');
      client.cancel(id);
      await expect.poll(async () => jsonOf(await client.callTool('cancelled'))).toEqual([id]);
    }));

  test('sends the odd texts as they are', () =>
    use({}, async (client) => {
      for (const [name, text] of Object.entries(ODD_RESULTS)) {
        const { text: line } = await client.callTool(name);
        expect(line).toContain(`"result":${withResultType(text)}}`);
      }
    }));
});

describe('over HTTP', () => {
  test('headers have to agree with the body, and statuses with the answer', async () => {
    await using server = await startModernHttpServer(['--bad-header-tool']);
    await using client = modernHttp(server.url);
    await client.request('tools/list');
    const args = { region: 'é ', count: 3, dry: false, nested: { zone: '=?base64?x?=' } };
    expect(jsonOf(await client.callTool('mirrored', args))).toEqual(args);
    await using wrong = modernHttp(server.url, { headers: { 'mcp-param-region': 'x' } });
    const refused = wrong.callTool('mirrored', { region: 'y' });
    expect((await refused).error?.code).toBe(-32020);
    expect(wrong.answeredWith(refused.id)?.status).toBe(400);
    const unknown = client.request('no/such');
    expect((await unknown).error?.code).toBe(-32601);
    expect(client.answeredWith(unknown.id)?.status).toBe(404);
    expect((await fetch(server.url)).status).toBe(405);
  });
});

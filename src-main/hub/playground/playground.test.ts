import { describe, expect, test } from 'vitest';
import { serverEntry } from '../../../e2e/harness/servers.ts';
import type { RunEvent, RunRequest } from '../../../src-shared/contract/playground.ts';
import { type OpenCore, openCore } from '../testing/open-core.ts';
import { createPlayground } from './create-playground.ts';

type Of<Type extends RunEvent['type']> = Extract<RunEvent, { type: Type }>;

describe('a run', () => {
  test('starts with the request and ends with the raw answer', async () => {
    await using play = open({ echo: serverEntry('echo') });
    const run = play.begin(call('echo__echo', { a: 1 }));
    const { request } = await run.next('started');
    expect(request).toEqual({
      jsonrpc: '2.0',
      id: expect.any(Number),
      method: 'tools/call',
      params: { name: 'echo__echo', arguments: { a: 1 }, _meta: expect.anything() },
    });
    const done = await run.next('done');
    expect(done.response).toMatchObject({ jsonrpc: '2.0', result: { content: [{}] } });
    expect(done.bytes).toBeGreaterThan(20);
    expect(await run.ended()).toBe(true);
    expect(play.sessions()).toBe(0);
  });

  test('keeps the exact text of an answer that cannot be printed again', async () => {
    await using play = open({ odd: serverEntry('odd') });
    const done = await play.begin(call('odd__odd_numbers', {})).next('done');
    expect(done.text).toContain('1e400');
    const plain = await play.begin(call('odd__nothing', {})).next('done');
    expect(plain.text).toBeUndefined();
  });

  test('tells of progress', async () => {
    await using play = open({ slow: serverEntry('slow') });
    const slow = play.begin(call('slow__sleep', { ms: 60, every: 10 }));
    expect(await slow.next('progress')).toMatchObject({ progress: expect.any(Number) });
  });

  test('tells what a server logs that serves nobody else', async () => {
    await using play = open({ echo: serverEntry('echo') });
    const log = play.begin(call('echo__log', { level: 'debug', text: 'hello' }));
    expect(await log.next('log')).toMatchObject({ level: 'debug', data: expect.anything() });
  });

  test('relays questions, and the answers that a person gives', async () => {
    await using play = open({ asking: serverEntry('asking') });
    const run = play.begin(call('asking__ask_elicitation', { message: 'Who?' }));
    const { run: id } = await run.next('started');
    const question = await run.next('question');
    expect(question).toMatchObject({ method: 'elicitation/create', params: { message: 'Who?' } });
    const result = { action: 'accept', content: { name: 'Ada' } };
    expect(await play.answer({ run: id, id: question.id, result })).toEqual({ taken: true });
    expect(await play.answer({ run: id, id: question.id, result })).toEqual({ taken: false });
    expect(textOf(await run.next('done'))).toEqual({ result });
  });

  test.each([
    ['ask_elicitation_url', {}, 'elicitation/create'],
    ['ask_sampling', { tools: true }, 'sampling/createMessage'],
    ['ask_roots', {}, 'roots/list'],
  ])('can be asked by %s, and refuse', async (tool, input, method) => {
    await using play = open({ asking: serverEntry('asking', ['--polite']) });
    const run = play.begin(call(`asking__${tool}`, input));
    const { run: id } = await run.next('started');
    const question = await run.next('question');
    expect(question.method).toBe(method);
    await play.answer({ run: id, id: question.id, refused: true });
    expect(textOf(await run.next('done'))).toMatchObject({ error: { code: -1 } });
  });

  test('hears that a question was withdrawn', async () => {
    await using play = open({ asking: serverEntry('asking') });
    const run = play.begin(call('asking__ask_cancel', { ms: 1, wait: 1 }));
    const { run: id } = await run.next('started');
    const question = await run.next('question');
    expect(await run.next('withdrawn')).toEqual({ type: 'withdrawn', id: question.id });
    expect(await play.answer({ run: id, id: question.id, result: {} })).toEqual({ taken: false });
  });

  test("never sees another run's questions", async () => {
    await using play = open({ asking: serverEntry('asking', [], { scope: 'session' }) });
    const runs = ['one', 'two'].map((message) =>
      play.begin(call('asking__ask_elicitation', { message })),
    );
    const ids = await Promise.all(runs.map(async (run) => (await run.next('started')).run));
    const asked = await Promise.all(runs.map((run) => run.next('question')));
    expect(asked.map(({ params }) => (params as { message: string }).message)).toEqual([
      'one',
      'two',
    ]);
    const [one, two] = asked;
    const answer = (run: number, result: object) =>
      play.answer({ run: ids[run] ?? '', id: asked[run]?.id ?? '', result: { ...result } });
    if (one?.id !== two?.id) {
      const crossed = { run: ids[0] ?? '', id: two?.id ?? '', result: {} };
      expect(await play.answer(crossed)).toEqual({ taken: false });
    }
    await answer(1, { action: 'decline' });
    await answer(0, { action: 'cancel' });
    const done = await Promise.all(runs.map((run) => run.next('done')));
    expect(done.map(textOf)).toEqual([
      { result: { action: 'cancel' } },
      { result: { action: 'decline' } },
    ]);
  });

  test('that is abandoned is cancelled at its server and leaves nothing', async () => {
    await using play = open({
      slow: serverEntry('slow'),
      asking: serverEntry('asking', [], { scope: 'session' }),
    });
    const slow = play.begin(call('slow__sleep', { ms: 600_000, every: 5 }));
    await slow.next('progress');
    const asking = play.begin(call('asking__ask_elicitation', {}));
    await asking.next('question');
    expect(play.sessions()).toBe(2);
    slow.abandon();
    asking.abandon();
    expect(await slow.ended()).toBe(true);
    expect(await asking.ended()).toBe(true);
    expect(play.sessions()).toBe(0);
    await expect.poll(() => play.instances('asking')).toBe(0);
    const cancelled = await play.begin(call('slow__cancelled', {})).next('done');
    expect(textOf(cancelled)).toHaveLength(1);
  });

  test('whose caller went away before the first event leaves nothing', async () => {
    await using play = open({ echo: serverEntry('echo') });
    play.begin(call('echo__echo', {})).abandon();
    expect(play.sessions()).toBe(0);
  });

  test('of a profile that does not exist fails with the reason', async () => {
    await using play = open({ echo: serverEntry('echo') });
    const request = { ...call('echo__echo', {}), profile: 'nope' };
    expect(() => play.begin(request)).toThrow('there is no profile "nope"');
  });
});

describe('runs of one session', () => {
  test('are one client to a server, one after the other', async () => {
    await using play = open({ asking: serverEntry('asking', [], { scope: 'session' }) });
    const pids: unknown[] = [];
    for (const session of ['page', 'page', 'other']) {
      const run = play.begin({ ...call('asking__ask_ping', {}), session });
      await run.next('done');
      await run.ended();
      pids.push(play.pids('asking').at(-1));
    }
    expect(pids[0]).toBe(pids[1]);
    expect(pids[0]).not.toBe(pids[2]);
    expect(play.sessions()).toBe(2);
  });

  test('end with one that is abandoned', async () => {
    await using play = open({ slow: serverEntry('slow') });
    const first = play.begin({ ...call('slow__ok', {}), session: 'page' });
    await first.next('done');
    await first.ended();
    expect(play.sessions()).toBe(1);
    const second = play.begin({ ...call('slow__sleep', { ms: 600_000 }), session: 'page' });
    await second.next('started');
    second.abandon();
    expect(play.sessions()).toBe(0);
  });
});

describe('prompts, resources and completions', () => {
  test('run as tools do', async () => {
    await using play = open({ echo: serverEntry('echo') });
    const { prompts, resources, templates } = await play.surface({});
    expect([prompts, resources, templates].map((list) => list.length > 0)).toEqual([
      true,
      true,
      true,
    ]);
    const [{ definition } = { definition: {} }] = resources;
    const { uri } = definition as { uri: string };
    const read = play.begin({ method: 'resources/read', params: { uri } });
    expect((await read.next('done')).response).toMatchObject({
      result: { contents: [{ uri }] },
    });
  });

  test('a completion that cannot be had is an error like any other', async () => {
    await using play = open({ asking: serverEntry('asking') });
    const ref = { type: 'ref/prompt', name: 'nothing' };
    const params = { ref, argument: { name: 'a', value: 'b' } };
    const run = play.begin({ method: 'completion/complete', params });
    expect((await run.next('done')).response).toMatchObject({
      error: { message: expect.any(String) },
    });
    expect(play.sessions()).toBe(0);
  });
});

describe('the surface', () => {
  test('can be looked at without being a client: questions of the first run are still its own', async () => {
    await using play = open({ asking: serverEntry('asking') });
    await play.surface({});
    await play.surface({});
    const run = play.begin(call('asking__ask_elicitation', {}));
    expect(await run.next('question')).toMatchObject({ method: 'elicitation/create' });
    run.abandon();
  });

  test('holds whole definitions under exposed names, of one server where asked', async () => {
    await using play = open({ echo: serverEntry('echo'), slow: serverEntry('slow') });
    const all = await play.surface({});
    expect(new Set(all.tools.map(({ server }) => server))).toEqual(new Set(['echo', 'slow']));
    const { tools, resources } = await play.surface({ server: 'slow' });
    expect(tools).toContainEqual({
      server: 'slow',
      definition: expect.objectContaining({ name: 'slow__sleep', inputSchema: expect.anything() }),
    });
    expect(new Set(tools.map(({ server }) => server))).toEqual(new Set(['slow']));
    expect(resources).toEqual([]);
    expect(play.sessions()).toBe(0);
  });
});

function call(name: string, input: object): RunRequest {
  return { method: 'tools/call', params: { name, arguments: input } };
}

function textOf({ response }: Of<'done'>): unknown {
  const { result } = response as { result: { content: [{ text: string }] } };
  return JSON.parse(result.content[0].text);
}

function open(entries: Parameters<typeof openCore>[0]) {
  const opened: OpenCore = openCore(entries);
  const { core } = opened;
  const { answer, surface, run } = createPlayground(core);
  const instances = (id: string) => [...core.supervisor.server(id).instances.values()];
  return {
    answer,
    surface,
    sessions: () => core.sessions.all().length,
    instances: (id: string) => instances(id).length,
    pids: (id: string) => instances(id).map(({ pid }) => pid),
    begin: (request: RunRequest) => follow(run, request),
    [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
  };
}

function follow(run: ReturnType<typeof createPlayground>['run'], request: RunRequest) {
  const caller = new AbortController();
  const events = run(request, caller.signal);
  return {
    abandon: () => caller.abort(),
    /** The next event of a type; those before it are skipped. */
    async next<Type extends RunEvent['type']>(type: Type): Promise<Of<Type>> {
      for (;;) {
        const { value, done } = await events.next();
        if (done) throw new Error(`the run ended before "${type}"`);
        if (value.type === type) return value as Of<Type>;
      }
    },
    async ended(): Promise<boolean> {
      for await (const _event of events) void _event;
      return true;
    },
  };
}

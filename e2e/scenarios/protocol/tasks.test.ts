/** Tasks of 2025-11-25, relayed by their id to where they run, and seen by their owner only. */
import { describe, expect, test } from 'vitest';
import { startHub } from '../../harness/hub.ts';
import { connectSocket } from '../../harness/raw-client.ts';
import { type Json, jsonOf, type RawClient, textOf } from '../../harness/rpc-session.ts';
import { serverEntry } from '../../harness/servers.ts';
import { carriers, countOf, settled } from './carriers.ts';

const servers = { tasks: serverEntry('tasks', ['--page-size', '2']), slow: serverEntry('slow') };
const related = 'io.modelcontextprotocol/related-task';

describe.each(carriers)('through $via', ({ connect }) => {
  test('a task is created, watched, waited for and its result fetched', async () => {
    await using hub = await startHub({ servers });
    await using client = await connect(hub);
    const { result } = await client.request('tools/call', {
      name: 'tasks__long',
      arguments: { ms: 2_000 },
      task: { ttl: 5000 },
      _meta: { progressToken: 'watch' },
    });
    expect(result).toMatchObject({
      task: { status: 'working', ttl: 5000, 'x-task': 'kept' },
      'x-created': 'kept',
    });
    const { taskId } = result.task;
    const held = client.request('tasks/result', { taskId });
    const now = await client.request('tasks/get', { taskId });
    expect(now.result).toMatchObject({ taskId, status: 'working' });
    const answer = await held;
    expect(textOf(answer)).toBe('worked 2000 ms');
    expect(answer.result._meta[related]).toEqual({ taskId });
    expect((await client.request('tasks/get', { taskId })).result.status).toBe('completed');
    // Over HTTP it comes on another stream than the answers.
    const progress = () =>
      client.received
        .map((line) => JSON.parse(line))
        .filter(({ method }) => method === 'notifications/progress')
        .map(({ params }) => [params.progressToken, params.progress]);
    await expect.poll(progress).toEqual([
      ['watch', 1],
      ['watch', 2],
      ['watch', 3],
      ['watch', 4],
    ]);
    const status = await client.waitFor(({ method }) => method === 'notifications/tasks/status');
    expect(status.params).toMatchObject({ taskId, status: 'completed', 'x-task': 'kept' });
  });

  test('a task is cancelled, and its result then is the server’s error', async () => {
    await using hub = await startHub({ servers });
    await using client = await connect(hub);
    const taskId = await create(client, { ms: 60_000 });
    const held = client.request('tasks/result', { taskId });
    const cancelled = await client.request('tasks/cancel', { taskId });
    expect(cancelled.result).toMatchObject({ taskId, status: 'cancelled' });
    expect((await held).error).toMatchObject({ code: -32603, message: 'The task was cancelled' });
    expect((await client.request('tasks/cancel', { taskId })).error).toMatchObject({
      code: -32602,
      message: 'Cannot cancel a task that is cancelled',
    });
  });

  test('a task that asks its user on the way is answered by its owner', async () => {
    await using hub = await startHub({ servers });
    await using client = await connect(hub, { capabilities: { elicitation: {} } });
    client.onRequest('elicitation/create', (params) => ({
      action: 'accept',
      content: { goOn: params._meta[related] !== undefined },
    }));
    const taskId = await create(client, { ms: 100, ask: true });
    const answer = await client.request('tasks/result', { taskId });
    expect(jsonOf(answer)).toEqual({ result: { action: 'accept', content: { goOn: true } } });
  });

  test('each session lists and touches its own tasks only', async () => {
    await using hub = await startHub({ servers });
    await using one = await connect(hub);
    await using two = await connectSocket(hub);
    const own: string[] = [];
    for (let n = 0; n < 5; n++) own.push(await create(one, { ms: 5 }));
    const foreign = await create(two, { ms: 30_000 });
    expect((await tasksOf(one)).map(({ taskId }) => taskId)).toEqual(own);
    expect((await tasksOf(one))[0]).toMatchObject({ 'x-task': 'kept' });
    expect((await tasksOf(two)).map(({ taskId }) => taskId)).toEqual([foreign]);
    for (const method of ['tasks/get', 'tasks/result', 'tasks/cancel']) {
      const { error } = await one.request(method, { taskId: foreign });
      expect(error).toMatchObject({ code: -32602 });
    }
    await settled(two, 50);
    expect(countOf(two, 'notifications/tasks/status')).toBe(0);
    expect((await two.request('tasks/get', { taskId: foreign })).result.status).toBe('working');
  });
});

test('a server’s own rules on tasks arrive verbatim', async () => {
  await using hub = await startHub({ servers });
  await using client = await connectSocket(hub);
  expect((await client.callTool('tasks__required')).error).toEqual({
    code: -32601,
    message: 'required: a task is required',
  });
  const { error } = await client.request('tools/call', { name: 'tasks__forbidden', task: {} });
  expect(error).toEqual({ code: -32601, message: 'forbidden: a task is forbidden' });
});

test('a task whose server ended is gone, and says so at once', async () => {
  await using hub = await startHub({ servers });
  await using client = await connectSocket(hub);
  const taskId = await create(client, { ms: 60_000 });
  const held = client.request('tasks/result', { taskId });
  const { servers: views } = await hub.api.hub.state();
  process.kill(views[0]?.instances[0]?.pid ?? 0, 'SIGKILL');
  expect((await held).error?.message).toContain('"tasks"');
  expect((await client.request('tasks/get', { taskId })).error).toMatchObject({ code: -32602 });
  expect(await tasksOf(client)).toEqual([]);
});

async function create(client: RawClient, input: object): Promise<string> {
  const params = { name: 'tasks__long', arguments: input, task: {} };
  const { result } = await client.request('tools/call', params);
  return result.task.taskId;
}

async function tasksOf(client: RawClient): Promise<Json[]> {
  return (await client.request('tasks/list')).result.tasks;
}

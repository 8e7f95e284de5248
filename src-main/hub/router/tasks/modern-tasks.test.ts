import { expect, test } from 'vitest';
import { serverEntry } from '../../../../e2e/harness/servers.ts';
import { openCore } from '../../testing/open-core.ts';
import { envelope, type TestClient } from '../../testing/test-client.ts';

const tasks = envelope({ extensions: { 'io.modelcontextprotocol/tasks': {} } });

async function created(client: TestClient, name: string, input: object = {}): Promise<string> {
  const { result } = await client.call(name, input, tasks);
  expect(result).toMatchObject({ resultType: 'task', status: expect.any(String) });
  return result.taskId;
}

async function until(client: TestClient, taskId: string, status: string): Promise<void> {
  for (;;) {
    const { result } = await client.ask('tasks/get', { taskId, ...tasks });
    if (result.status === status) return;
  }
}

test('a task is asked for at the server that runs it, among several', async () => {
  await using hub = openCore({
    one: serverEntry('modern'),
    two: serverEntry('modern'),
  });
  const client = hub.connect();
  const [first, second] = [await created(client, 'one__task'), await created(client, 'two__task')];
  await until(client, first, 'completed');
  await until(client, second, 'completed');
  const { error } = await client.ask('tasks/get', { taskId: 'unknown', ...tasks });
  expect(error.code).toBe(-32602);
});

test('a task keeps its server running until it has ended', async () => {
  await using hub = openCore({ srv: serverEntry('modern') });
  const client = hub.connect();
  const taskId = await created(client, 'task', { ms: 60_000 });
  const instance = hub.core.supervisor.server('srv').instances.values().next().value;
  expect(instance?.holds).toBe(1);
  expect((await client.ask('tasks/cancel', { taskId, ...tasks })).error).toBeUndefined();
  await until(client, taskId, 'cancelled');
  expect(instance?.holds).toBe(0);
});

test('what a task needs of its client is relayed by tasks/update', async () => {
  await using hub = openCore({ srv: serverEntry('modern'), other: serverEntry('echo') });
  const client = hub.connect();
  const taskId = await created(client, 'srv__task', { ask: true });
  await until(client, taskId, 'input_required');
  const name = { action: 'accept', content: { name: 'Ada' } };
  await client.ask('tasks/update', { taskId, inputResponses: { name }, ...tasks });
  await until(client, taskId, 'completed');
  const { result } = await client.ask('tasks/get', { taskId, ...tasks });
  expect(JSON.stringify(result.result)).toContain('Ada');
});

test('a client that does not declare the extension is told what it lacks', async () => {
  await using hub = openCore({ srv: serverEntry('modern') });
  const { error } = await hub.connect().ask('tasks/get', { taskId: 'x', ...envelope() });
  expect(error).toMatchObject({
    code: -32021,
    data: { requiredCapabilities: { extensions: { 'io.modelcontextprotocol/tasks': {} } } },
  });
});

test('a task that nobody here has begun is looked for at the only server that has tasks', async () => {
  await using hub = openCore({ srv: serverEntry('modern'), other: serverEntry('echo') });
  const client = hub.connect();
  await client.ask('tools/list', tasks);
  const { error } = await client.ask('tasks/get', { taskId: 'unknown', ...tasks });
  expect(error).toMatchObject({ code: -32602, data: { taskId: 'unknown' } });
});

test("another caller's task is none that could be looked for", async () => {
  await using hub = openCore({ srv: serverEntry('modern') });
  const owner = hub.connect({ principal: 'token:a' });
  const other = hub.connect({ principal: 'token:b' });
  const taskId = await created(owner, 'task', { ms: 60_000 });
  for (const method of ['tasks/get', 'tasks/update', 'tasks/cancel']) {
    const params = { taskId, inputResponses: {}, ...tasks };
    const { error } = await other.ask(method, params);
    expect(error.message).toContain('Task not found');
  }
  const { result } = await owner.ask('tasks/get', { taskId, ...tasks });
  expect(result.status).toBe('working');
});

/** The tasks extension (io.modelcontextprotocol/tasks) of the modern servers, and its tool. */
import { randomUUID } from 'node:crypto';
import { fieldsFrom, numberFrom } from './arguments.ts';
import type { ModernCall } from './modern-call.ts';
import { missingCapability } from './modern-messages.ts';
import type { ModernServer } from './modern-server.ts';
import { TASKS } from './modern-spec.ts';
import { inputs, jsonResult, RpcError } from './raw-messages.ts';
import type { Fields } from './raw-server.ts';

interface Task {
  fields: Fields & { taskId: string; status: string };
  input: Fields;
  timer?: NodeJS.Timeout;
}

export function addModernTasks(server: ModernServer): void {
  const tasks = new Map<string, Task>();

  const update = (task: Task, fields: Fields) => {
    if (['completed', 'cancelled', 'failed'].includes(task.fields.status)) return;
    delete task.fields.inputRequests;
    Object.assign(task.fields, fields, { lastUpdatedAt: new Date().toISOString() });
    server.listens.taskChanged(task.fields);
  };
  const finishLater = (task: Task, answers: Fields) => {
    const result = { ...jsonResult({ input: task.input, answers }), isError: false };
    const finish = () => update(task, { status: 'completed', result });
    task.timer = setTimeout(finish, numberFrom(task.input.ms, 0));
  };

  const inputSchema = inputs({ ms: 'number?', ask: 'boolean?', text: 'string?' });
  const description = 'A task that takes a while; it asks first, if told so.';
  server.tool({ name: 'task', description, inputSchema }, (input, call) => {
    requireTasks(call);
    const task = createTask(input);
    tasks.set(task.fields.taskId, task);
    const seed = { ...task.fields };
    if (input.ask === true) {
      const inputRequests = { name: question(input) };
      setImmediate(() => update(task, { status: 'input_required', inputRequests }));
    } else finishLater(task, {});
    return { resultType: 'task', ...seed };
  });

  server.handle('tasks/get', (params, call) => ({ ...find(params, call).fields }));
  server.handle('tasks/update', (params, call) => {
    const task = find(params, call);
    const answers = fieldsFrom(params.inputResponses);
    if (task.fields.status === 'input_required' && 'name' in answers) {
      update(task, { status: 'working' });
      finishLater(task, answers);
    }
    return {};
  });
  server.handle('tasks/cancel', (params, call) => {
    const task = find(params, call);
    clearTimeout(task.timer);
    update(task, { status: 'cancelled' });
    return {};
  });

  function find({ taskId }: Fields, call: ModernCall): Task {
    requireTasks(call);
    const task = tasks.get(String(taskId));
    if (task === undefined) throw new RpcError(-32602, `Task not found: ${taskId}`, { taskId });
    return task;
  }
}

function createTask(input: Fields): Task {
  const now = new Date().toISOString();
  const fields = {
    taskId: randomUUID(),
    status: 'working',
    createdAt: now,
    lastUpdatedAt: now,
    ttlMs: 60_000,
    pollIntervalMs: 20,
    'x-task': 'kept',
  };
  return { fields, input };
}

function question({ text }: Fields): Fields {
  const requestedSchema = inputs({ name: 'string' });
  const params = { mode: 'form', message: text ?? 'What is your name?', requestedSchema };
  return { method: 'elicitation/create', params };
}

function requireTasks({ capabilities }: ModernCall): void {
  if (TASKS in fieldsFrom(capabilities.extensions)) return;
  throw missingCapability({ extensions: { [TASKS]: {} } });
}

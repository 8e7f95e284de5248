/**
 * Tasks of the 2025-11-25 revision: a call with `params.task` is answered with a task at once, and
 * with the result through `tasks/result`, which is held until the task has ended.
 *
 *   node tasks.ts [--page-size <n, default 10>]   (of tasks/list)
 *
 * long {ms?, fail?, ask?}   optional as a task, with progress; `ask` elicits on the way
 * required {ms?}            only as a task (-32601 otherwise)
 * forbidden                 never as a task (-32601 then)
 */
import { setTimeout as pause } from 'node:timers/promises';
import { fieldsFrom, numberFrom, numberOption, textFrom } from './lib/arguments.ts';
import { inputs, jsonResult, RpcError, textResult } from './lib/raw-messages.ts';
import { type Fields, RawServer, type ToolCall } from './lib/raw-server.ts';
import { isFinal, type Task, TaskStore } from './lib/task-store.ts';

const RELATED = 'io.modelcontextprotocol/related-task';
const pageSize = numberOption('page-size', 10);

const server = new RawServer({
  name: 'tasks',
  capabilities: {
    tasks: { list: {}, cancel: {}, requests: { tools: { call: {} } } },
  },
});
const store = new TaskStore((fields) => server.notify('notifications/tasks/status', fields));

const longInputs = inputs({ ms: 'number?', fail: 'boolean?', ask: 'boolean?' });
taskTool('long', 'optional', longInputs);
taskTool('required', 'required', inputs({ ms: 'number?' }));
taskTool('forbidden', 'forbidden', inputs({}));
addTaskMethods();
server.start();

function taskTool(name: string, taskSupport: string, inputSchema: Fields): void {
  server.tool({ name, inputSchema, execution: { taskSupport } }, (input, call) => {
    const wanted = call.params.task;
    const refused = wanted === undefined ? 'required' : 'forbidden';
    if (taskSupport === refused) throw new RpcError(-32601, `${name}: a task is ${refused}`);
    if (wanted === undefined) return work(input, call);

    const task = store.create(fieldsFrom(wanted).ttl);
    void workAsTask(task, input, call);
    return { task: { ...task.fields }, 'x-created': 'kept' };
  });
}

async function workAsTask(task: Task, input: Fields, call: ToolCall): Promise<void> {
  try {
    const result = { ...(await work(input, call, task)), _meta: related(task) };
    task.finish(input.fail === true ? 'failed' : 'completed', { result });
  } catch (error) {
    task.finish('failed', { error: { code: -32603, message: String(error) } });
  }
}

async function work(input: Fields, call: ToolCall, task?: Task): Promise<Fields> {
  const ms = numberFrom(input.ms, 200);
  for (let step = 1; step <= 4; step++) {
    await pause(ms / 4);
    if (task !== undefined && isFinal(task.fields.status)) return {};
    call.progress({
      progress: step,
      total: 4,
      _meta: task === undefined ? undefined : related(task),
    });
    if (step === 2 && input.ask === true) return finishAfterAsking(task);
  }
  return { ...textResult(`worked ${ms} ms`), isError: input.fail === true ? true : undefined };
}

async function finishAfterAsking(task: Task | undefined): Promise<Fields> {
  task?.update('input_required', 'waiting for the user');
  const { received } = server.request('elicitation/create', {
    message: 'Go on?',
    requestedSchema: inputs({ goOn: 'boolean' }),
    _meta: task === undefined ? undefined : related(task),
  });
  const { answer } = await received;
  task?.update('working', 'going on');
  return jsonResult(answer);
}

function addTaskMethods(): void {
  server.handle('tasks/get', ({ taskId }) => ({ ...store.get(taskId).fields }));
  server.handle('tasks/result', async ({ taskId }) => {
    const outcome = await store.get(taskId).outcome;
    if ('result' in outcome) return outcome.result;
    const error = fieldsFrom(outcome.error);
    throw new RpcError(numberFrom(error.code, -32603), textFrom(error.message), error.data);
  });
  server.handle('tasks/cancel', ({ taskId }) => {
    const task = store.get(taskId);
    if (isFinal(task.fields.status)) {
      throw new RpcError(-32602, `Cannot cancel a task that is ${task.fields.status}`);
    }
    task.finish('cancelled', { error: { code: -32603, message: 'The task was cancelled' } });
    return { ...task.fields };
  });
  server.handle('tasks/list', ({ cursor }) => {
    const from = numberFrom(cursor, 0);
    const all = store.list();
    const next = from + pageSize;
    return {
      tasks: all.slice(from, next),
      nextCursor: next < all.length ? String(next) : undefined,
    };
  });
}

function related(task: Task): Fields {
  return { [RELATED]: { taskId: task.fields.taskId } };
}

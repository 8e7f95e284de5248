/** The extension io.modelcontextprotocol/tasks (SEP-2663), of which the SDK has no more than types. */
import {
  type CallToolResult,
  type ClientCapabilities,
  MissingRequiredClientCapabilityError,
  ProtocolError,
  ProtocolErrorCode,
  type Server,
} from '@modelcontextprotocol/server';
import { z } from 'zod';
import { type Job, Task, TTL_MS } from './task.ts';

const TASKS = 'io.modelcontextprotocol/tasks';

/** Those of all clients: in the modern era there is a server of its own for every request. */
const tasks = new Map<string, Task>();

/** Answers a call with a task that does the job. */
export function startTask(job: Job): CallToolResult {
  const task = new Task(job);
  tasks.set(task.taskId, task);
  setTimeout(() => tasks.delete(task.taskId), TTL_MS).unref();
  // The SDK lets no tool answer without `content`.
  return { content: [], resultType: 'task', ...task.summary };
}

export function knowsTasks({ extensions = {} }: ClientCapabilities): boolean {
  return Object.hasOwn(extensions, TASKS);
}

/** @throws MissingRequiredClientCapabilityError */
export function requireTasks(capabilities: ClientCapabilities): void {
  if (knowsTasks(capabilities)) return;
  const requiredCapabilities = { extensions: { [TASKS]: {} } };
  throw new MissingRequiredClientCapabilityError({ requiredCapabilities });
}

export function offerTasks(server: Server): void {
  const schemas = { params: z.object({ taskId: z.string() }) };
  const find = ({ taskId }: { taskId: string }): Task => {
    requireTasks(server.getClientCapabilities() ?? {});
    const task = tasks.get(taskId);
    if (task) return task;
    throw new ProtocolError(ProtocolErrorCode.InvalidParams, `Task not found: ${taskId}`);
  };
  server.registerCapabilities({ extensions: { [TASKS]: {} } });
  server.setRequestHandler('tasks/get', schemas, (params) => ({ ...find(params).details }));
  server.setRequestHandler('tasks/update', schemas, (params, { mcpReq }) => {
    find(params).answer(mcpReq.inputResponses ?? {});
    return {};
  });
  server.setRequestHandler('tasks/cancel', schemas, (params) => {
    find(params).cancel();
    return {};
  });
}

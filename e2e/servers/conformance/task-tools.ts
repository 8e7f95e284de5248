/** Tools that answer with a task. */
import { setTimeout as pause } from 'node:timers/promises';
import { type CallToolResult, inputRequired } from '@modelcontextprotocol/server';
import type { Call, RunTool } from './call.ts';
import { said } from './content.ts';
import { hasAnswers } from './input-tools.ts';
import { askFor, confirmation } from './questions.ts';
import type { Task } from './task.ts';
import { knowsTasks, requireTasks, startTask } from './tasks.ts';

const STEP_MS = 50;

export const taskTools: Record<string, RunTool> = {
  // Never a task, so that there is something to compare with.
  greet: ({ input }) => said(`Hello, ${input.name}!`),
  slow_compute: (call) =>
    knowsTasks(call.capabilities)
      ? startTask(({ signal }) => compute(call, signal))
      : compute(call, call.request.signal),
  failing_job: onlyAsTask(async () => {
    await pause(STEP_MS);
    return { ...said('failing on purpose'), isError: true };
  }),
  protocol_error_job: onlyAsTask(async () => {
    await pause(STEP_MS);
    throw new Error('broken on purpose');
  }),
  confirm_delete: onlyAsTask(async (task, { input }) => {
    const { confirm } = await task.ask({ confirm: confirmation(`Delete ${input.filename}?`) });
    return said(JSON.stringify(confirm));
  }),
  multi_input: onlyAsTask(async (task) => {
    const answers = await task.ask({
      user_name: askFor('name', 'What is your name?'),
      confirm: confirmation('Please confirm'),
    });
    return said(JSON.stringify(answers));
  }),
  // Asks before there is a task, which is what goes on with the answer.
  test_tool_with_task: (call) => {
    requireTasks(call.capabilities);
    if (hasAnswers(call, 'user_name')) {
      return startTask(async () => said(JSON.stringify(call.request.inputResponses?.user_name)));
    }
    return inputRequired({ inputRequests: { user_name: askFor('name', 'What is your name?') } });
  },
};

/** Refused where the client knows no tasks. */
function onlyAsTask(job: (task: Task, call: Call) => Promise<CallToolResult>): RunTool {
  return (call) => {
    requireTasks(call.capabilities);
    return startTask((task) => job(task, call));
  };
}

async function compute({ input }: Call, signal: AbortSignal): Promise<CallToolResult> {
  await pause(Number(input.seconds ?? 0) * 1000, undefined, { signal });
  return said(`computed ${input.label}`);
}

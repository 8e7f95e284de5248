/**
 * Takes its time: reports progress, honours cancellation, and counts how many calls ran at once.
 *
 *   node slow.ts [--name <server name>] [--start-after <ms>]
 *
 * --start-after delays the answer to `initialize`.
 *
 * sleep {ms, every?, ignore_cancel?, late_progress?}
 *   every           ms between progress notifications
 *   ignore_cancel   answers though cancelled
 *   late_progress   sends one more progress notification after the answer
 * silent {ms?}      no sign of life until it answers; 70 s by default
 * cancelled         the cancellations received: [{requestId, reason}]
 * load              {running, most}: sleeps that run now, and ran at most at once
 * ok                answers
 */
import { numberFrom, numberOption, option } from './lib/arguments.ts';
import { inputs, jsonResult, NEVER_ANSWER, textResult } from './lib/raw-messages.ts';
import { type Fields, RawServer, type ToolCall } from './lib/raw-server.ts';

const server = new RawServer({ name: option('name') ?? 'slow' });
const cancelled: unknown[] = [];
const cancels = new Map<unknown, () => void>();
let running = 0;
let most = 0;

server.onNotification('notifications/cancelled', ({ requestId, reason }) => {
  cancelled.push({ requestId, reason });
  cancels.get(requestId)?.();
});
server.tool(
  {
    name: 'sleep',
    inputSchema: inputs({
      ms: 'number',
      every: 'number?',
      ignore_cancel: 'boolean?',
      late_progress: 'boolean?',
    }),
  },
  sleep,
);
server.tool({ name: 'silent', inputSchema: inputs({ ms: 'number?' }) }, async (input) => {
  const ms = numberFrom(input.ms, 70_000);
  await pause(ms);
  return textResult(`silent for ${ms} ms`);
});
server.tool({ name: 'cancelled', description: 'Lists the cancellations received.' }, () =>
  jsonResult(cancelled),
);
server.tool({ name: 'load', description: 'How many sleeps run now, and ran at most.' }, () =>
  jsonResult({ running, most }),
);
server.tool({ name: 'ok' }, () => textResult('ok'));
setTimeout(() => server.start(), numberOption('start-after', 0));

async function sleep(input: Fields, call: ToolCall): Promise<unknown> {
  const ms = numberFrom(input.ms, 0);
  running += 1;
  most = Math.max(most, running);
  const stopProgress = reportProgress(call, ms, numberFrom(input.every, 0));
  const wasCancelled = await Promise.race([
    pause(ms).then(() => false),
    new Promise<boolean>((resolve) => cancels.set(call.id, () => resolve(true))),
  ]);
  if (wasCancelled && input.ignore_cancel === true) await pause(ms);
  stopProgress();
  cancels.delete(call.id);
  running -= 1;
  if (input.late_progress === true) setTimeout(() => call.progress({ progress: ms + 1 }), 20);
  return wasCancelled && input.ignore_cancel !== true ? NEVER_ANSWER : textResult(`slept ${ms} ms`);
}

function reportProgress(call: ToolCall, ms: number, every: number): () => void {
  if (every <= 0) return () => {};
  let done = 0;
  const report = () => {
    // The end itself is told by the answer; the timers of both may be due at once.
    if (done + every >= ms) return;
    done += every;
    call.progress({ progress: done, total: ms, message: `${done} of ${ms} ms` });
  };
  const timer = setInterval(report, every);
  const began = Date.now();
  return () => {
    clearInterval(timer);
    // On a busy machine the last ones may be due together with the end.
    while (done + every < Math.min(ms, Date.now() - began)) report();
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

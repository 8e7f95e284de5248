/**
 * Does not want to end: ignores SIGTERM, SIGINT and SIGHUP and goes on after stdin closed. Only
 * SIGKILL ends it, or the end of its lifetime, so that a failed test leaves nothing behind for
 * ever.
 *
 *   node stubborn.ts [--grandchild] [--detached-grandchild] [--lifetime <seconds, default 300>]
 *
 * A grandchild is as stubborn and keeps the pipes of its parent open; a detached one has a process
 * group of its own. Tools: pids (its own and its grandchildren's), signals (those ignored so far),
 * ok.
 */
import { spawn } from 'node:child_process';
import { hasFlag, numberOption } from './lib/arguments.ts';
import { jsonResult, textResult } from './lib/raw-messages.ts';
import { RawServer } from './lib/raw-server.ts';

const lifetime = numberOption('lifetime', 300);
const signals: string[] = [];
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
  process.on(signal, () => signals.push(signal));
}
setTimeout(() => process.exit(0), lifetime * 1000);

if (!hasFlag('is-grandchild')) serve();

function serve(): void {
  const grandchildren: (number | undefined)[] = [];
  if (hasFlag('grandchild')) grandchildren.push(spawnGrandchild(false));
  if (hasFlag('detached-grandchild')) grandchildren.push(spawnGrandchild(true));

  const server = new RawServer({ name: 'stubborn', staysAfterStdinEnds: true });
  server.tool({ name: 'pids' }, () => jsonResult({ pid: process.pid, grandchildren }));
  server.tool({ name: 'signals' }, () => jsonResult(signals));
  server.tool({ name: 'ok' }, () => textResult('ok'));
  server.start();
}

function spawnGrandchild(detached: boolean): number | undefined {
  const args = [import.meta.filename, '--is-grandchild', '--lifetime', String(lifetime)];
  const child = spawn(process.execPath, args, { stdio: 'inherit', detached });
  child.unref();
  return child.pid;
}

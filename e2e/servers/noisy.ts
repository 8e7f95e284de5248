/**
 * Floods stderr while it serves. Its writes block, so a client that does not read stderr stops it,
 * as most real servers would be.
 *
 *   node noisy.ts [--mb-per-second <n>] [--total-mb <n>] [--one-line]
 *
 * Default: 1 MB per second, without end. With --one-line no newline is ever written.
 * Tools: ok, flood {mb}, written ({written, lines}: bytes and lines so far).
 */
import { hasFlag, numberFrom, numberOption } from './lib/arguments.ts';
import { inputs, jsonResult, textResult } from './lib/raw-messages.ts';
import { RawServer } from './lib/raw-server.ts';
import { writeAll } from './lib/write-all.ts';

const MEGABYTE = 1024 * 1024;
const TICK_MS = 20;
const lineEnd = hasFlag('one-line') ? ' ' : '\n';
const total = numberOption('total-mb', Number.POSITIVE_INFINITY) * MEGABYTE;
const perTick = (numberOption('mb-per-second', 1) * MEGABYTE * TICK_MS) / 1000;
let written = 0;
let lines = 0;

const server = new RawServer({ name: 'noisy' });
server.tool({ name: 'ok' }, () => textResult('ok'));
server.tool({ name: 'flood', inputSchema: inputs({ mb: 'number' }) }, ({ mb }) => {
  makeNoise(numberFrom(mb, 1) * MEGABYTE);
  return textResult(`flooded ${mb} MB`);
});
server.tool({ name: 'written' }, () => jsonResult({ written, lines }));

const timer = setInterval(() => {
  makeNoise(Math.min(perTick, total - written));
  if (written >= total) clearInterval(timer);
}, TICK_MS);
server.start();

function makeNoise(bytes: number): void {
  let text = '';
  while (text.length < bytes) text += noiseLine();
  written += text.length;
  try {
    writeAll(2, text);
  } catch {
    // Nobody reads stderr any more; the end of stdin ends the process.
  }
}

function noiseLine(): string {
  lines += 1;
  return `[debug] ${lines}: polling the queue, nothing to do, waiting for the next round${lineEnd}`;
}

/**
 * A server of MCP 2026-07-28 only, on stdio: `initialize` is refused, every request needs its
 * envelope. Without a package; what it answers is what README.md says of it.
 *
 *   node modern.ts [--name <server name>] [--ttl <ms>] [--cache-scope public|private] [--odd]
 *                  [--page-size <n>] [--no-instructions] [--refuse-with <code>]
 *                  [--exit-on-initialize]
 *
 * --ttl, --cache-scope   what lists, reads and discovery say (60000, public)
 * --odd                  the lists hold the odd items of odd.ts too, which SDKs may not read
 * --page-size            lists come in pages; the second page's cursor is the empty text
 * --refuse-with          another code than -32022 for `initialize`
 * --exit-on-initialize   ends instead of refusing
 */
import { fieldsFrom } from './lib/arguments.ts';
import { createModernServer } from './lib/create-modern-server.ts';
import { lostListen } from './lib/modern-listens.ts';
import { readLines } from './lib/read-lines.ts';
import { isErrorWithCode, writeAll } from './lib/write-all.ts';

const server = createModernServer('modern');
const running = new Map<unknown, AbortController>();

readLines(process.stdin, (line) => receive(line));
process.stdin.on('end', () => process.exit(0));

function receive(line: string): void {
  const { id, method, params } = fieldsFrom(JSON.parse(line));
  if (method === 'notifications/cancelled') cancel(fieldsFrom(params).requestId);
  // Nothing is ever asked, so an answer answers nothing.
  if (typeof method !== 'string' || id === undefined) return;
  const controller = new AbortController();
  running.set(id, controller);
  void server.take({
    text: line,
    signal: controller.signal,
    details: {},
    send: write,
    answer(message) {
      running.delete(id);
      write(message);
    },
    drop() {
      running.delete(id);
      write(lostListen(id));
    },
  });
}

function cancel(id: unknown): void {
  running.get(id)?.abort();
  running.delete(id);
}

function write(message: string): void {
  try {
    writeAll(1, `${message}\n`);
  } catch (error) {
    if (!isErrorWithCode(error, 'EPIPE')) throw error;
    process.exit(0);
  }
}

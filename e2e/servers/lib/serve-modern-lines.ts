import { fieldsFrom } from './arguments.ts';
import { lostListen } from './modern-listens.ts';
import type { ModernServer } from './modern-server.ts';
import { readLines } from './read-lines.ts';
import { isErrorWithCode, writeAll } from './write-all.ts';

/** Serves MCP 2026-07-28 over stdio, until stdin ends. */
export function serveModernLines(server: ModernServer): void {
  const running = new Map<unknown, AbortController>();

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

  readLines(process.stdin, receive);
  process.stdin.on('end', () => process.exit(0));
}

function write(message: string): void {
  try {
    writeAll(1, `${message}\n`);
  } catch (error) {
    if (!isErrorWithCode(error, 'EPIPE')) throw error;
    process.exit(0);
  }
}

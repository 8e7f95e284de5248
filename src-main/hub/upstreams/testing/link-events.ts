/** For the tests beside it: keeps what a link tells, and waits for it. */
import type { LoomError } from '../../../../src-shared/errors.ts';
import type { LinkEnd, LinkEvents, OutgoingMessage } from '../link.ts';

export interface RecordedEvents extends LinkEvents {
  /** The messages, as text. */
  messages: string[];
  failures: Map<number, LoomError>;
  warnings: string[];
  /** How often the era was doubted. */
  doubts: number;
  ends: LinkEnd[];
  /** Resolves as soon as `condition` holds; checked after every event. */
  until(condition: () => boolean): Promise<void>;
  /** The answer to a request, parsed; rejects where the request failed. */
  answer(id: number): Promise<Record<string, unknown>>;
}

export function recordEvents(): RecordedEvents {
  const checks = new Set<() => void>();
  const notice = () => {
    for (const check of checks) check();
  };
  const recorded: RecordedEvents = {
    messages: [],
    failures: new Map(),
    warnings: [],
    doubts: 0,
    ends: [],
    message(bytes) {
      recorded.messages.push(Buffer.from(bytes).toString());
      notice();
    },
    requestFailed(id, error) {
      recorded.failures.set(id, error);
      notice();
    },
    warning(text) {
      recorded.warnings.push(text);
      notice();
    },
    renewed() {},
    eraDoubted() {
      recorded.doubts += 1;
      notice();
    },
    stderr() {},
    closed(end) {
      recorded.ends.push(end);
      notice();
    },
    until: (condition) =>
      new Promise((resolve) => {
        const check = () => {
          if (!condition()) return;
          checks.delete(check);
          resolve();
        };
        checks.add(check);
        check();
      }),
    async answer(id) {
      const find = () =>
        recorded.messages
          .map((text) => JSON.parse(text) as Record<string, unknown>)
          .find((message) => message.id === id && !('method' in message));
      await recorded.until(() => find() !== undefined || recorded.failures.has(id));
      const found = find();
      if (found) return found;
      throw recorded.failures.get(id);
    },
  };
  return recorded;
}

export function request(id: number, method: string, params: unknown = {}): OutgoingMessage {
  const text = JSON.stringify({ jsonrpc: '2.0', id, method, params });
  return { pieces: [Buffer.from(text)], method, requestId: id };
}

export function notification(method: string, params: unknown = {}): OutgoingMessage {
  const text = JSON.stringify({ jsonrpc: '2.0', method, params });
  return { pieces: [Buffer.from(text)], method, requestId: undefined };
}

export const initialize = request(1, 'initialize', {
  protocolVersion: '2025-11-25',
  capabilities: {},
  clientInfo: { name: 'test', version: '1' },
});
export const initialized = notification('notifications/initialized');

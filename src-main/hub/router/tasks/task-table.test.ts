import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Instance } from '../../upstreams/instance.ts';
import { TaskTable } from './task-table.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const instanceOf = (serverId: string) => ({ serverId, holds: 0 }) as Instance;

test('a task is known to its principal alone, by the first server that named it so', () => {
  const table = new TaskTable();
  table.add('ada', instanceOf('one'), { taskId: 't', ttlMs: null });
  table.add('ada', instanceOf('two'), { taskId: 't', ttlMs: null });
  expect(table.serverOf('ada', 't')).toBe('one');
  expect(table.serverOf('bob', 't')).toBeUndefined();
});

test("a task is told from another principal's, at the server that runs it", () => {
  const table = new TaskTable();
  table.add('ada', instanceOf('one'), { taskId: 't', ttlMs: null });
  expect(table.isOthers('bob', 'one', 't')).toBe(true);
  expect(table.isOthers('bob', 'two', 't')).toBe(false);
  expect(table.isOthers('bob', 'one', 'another')).toBe(false);
  expect(table.isOthers('ada', 'one', 't')).toBe(false);
});

test('a task keeps its server running until it has ended, however that is known', () => {
  const table = new TaskTable();
  const server = instanceOf('one');
  for (const taskId of ['a', 'b', 'c']) table.add('ada', server, { taskId, ttlMs: 5000 });
  expect(server.holds).toBe(3);
  table.over('ada', 'a');
  table.over('ada', 'a');
  table.overAt(server, 'b');
  expect(server.holds).toBe(1);
  vi.advanceTimersByTime(5000);
  expect(server.holds).toBe(0);
  expect(table.serverOf('ada', 'c')).toBe('one');
});

test('a server that begins anew with an id holds the newer task', () => {
  const table = new TaskTable();
  const [first, second] = [instanceOf('one'), instanceOf('one')];
  table.add('ada', first, { taskId: 't', ttlMs: null });
  table.add('ada', second, { taskId: 't', ttlMs: null });
  expect([first.holds, second.holds]).toEqual([0, 1]);
  table.instanceEnded(second);
  expect(second.holds).toBe(0);
});

test('of too many tasks the oldest is forgotten', () => {
  const table = new TaskTable();
  const server = instanceOf('one');
  for (let index = 0; index <= 10_000; index++) {
    table.add('ada', server, { taskId: `t${index}`, ttlMs: null });
  }
  expect(table.serverOf('ada', 't0')).toBeUndefined();
  expect(table.serverOf('ada', 't1')).toBe('one');
  expect(server.holds).toBe(10_000);
});

test('an id of any length is not remembered: servers give them, and many of them are kept', () => {
  const table = new TaskTable();
  const server = instanceOf('one');
  table.add('ada', server, { taskId: 'x'.repeat(4_097), ttlMs: null });
  expect([table.serverOf('ada', 'x'.repeat(4_097)), server.holds]).toEqual([undefined, 0]);
});

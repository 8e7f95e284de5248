import { expect, test } from 'vitest';
import { EventHistory } from './event-history.ts';
import { EventStream } from './event-stream.ts';

test('streams that only ever began fill the history no more than large events do', () => {
  const history = new EventHistory();
  const first = history.add(0, new Uint8Array());
  for (let stream = 0; stream < 20_000; stream++) history.add(0, new Uint8Array());
  expect(history.after(first).length).toBeLessThan(10_000);
});

test('an event that waits keeps nothing of what was read along with it', () => {
  const history = new EventHistory();
  const stream = new EventStream(1, history);
  const chunk = new Uint8Array(1024 * 1024);
  stream.send([chunk.subarray(0, 64)]);
  const [event] = history.after('1-0');
  expect(event?.data).toHaveLength(64);
  expect(event?.data.buffer).not.toBe(chunk.buffer);
});

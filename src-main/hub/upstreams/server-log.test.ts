import { expect, test } from 'vitest';
import { ServerLog } from './server-log.ts';

test('a server that writes many tiny lines fills its log no more than one with long ones', () => {
  let heard = 0;
  const log = new ServerLog(64 * 1024, () => {
    heard += 1;
  });
  for (let at = 0; at < 10_000; at++) log.add({ at, text: '.' });
  expect(heard).toBe(10_000);
  expect(log.recent().length).toBeLessThanOrEqual(1024);
  expect(log.recent().at(-1)?.at).toBe(9_999);
});

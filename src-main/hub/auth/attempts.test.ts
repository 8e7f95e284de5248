import { expect, test } from 'vitest';
import { Attempts, networkOf } from './attempts.ts';

function start() {
  let now = 1_000_000;
  const attempts = new Attempts(() => now);
  return {
    fail: (source = '192.0.2.1', times = 1) => {
      let last = attempts.failed(source);
      for (let count = 1; count < times; count += 1) last = attempts.failed(source);
      return last;
    },
    pass: (ms: number) => {
      now += ms;
    },
  };
}

test('the twenty-first failure within a minute is told to wait for the rest of it', () => {
  const { fail, pass } = start();
  expect(fail('192.0.2.1', 20)).toMatchObject({ count: 20, isLimited: false });
  pass(45_000);
  expect(fail()).toEqual({ count: 21, isLimited: true, isFirstLimited: true, waitMs: 15_000 });
  expect(fail()).toMatchObject({ isLimited: true, isFirstLimited: false });
  pass(15_000);
  expect(fail()).toMatchObject({ count: 1, isLimited: false });
});

test('sources are counted apart', () => {
  const { fail } = start();
  fail('192.0.2.1', 30);
  expect(fail('192.0.2.2')).toMatchObject({ count: 1, isLimited: false });
});

test('who changes the end of an IPv6 address stays the same source', () => {
  const { fail } = start();
  for (let host = 1; host <= 30; host += 1) fail(`2001:db8:1:2::${host.toString(16)}`);
  expect(fail('2001:db8:1:2:aaaa:bbbb:cccc:dddd').isLimited).toBe(true);
  expect(fail('2001:db8:1:3::1').isLimited).toBe(false);
});

test('a flood of sources does not fill the memory, and the newest are still counted', () => {
  const { fail } = start();
  for (let index = 0; index < 30_000; index += 1) {
    fail(`10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`);
  }
  expect(fail('10.0.0.0').count).toBe(1);
  expect(fail('10.0.117.47').count).toBe(2);
});

test.each([
  ['127.0.0.1', '127.0.0.1'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['::1', '0:0:0:0::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['1::3:4:5:6:7:8', '1:0:3:4::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['1:2:3:4:5:6:7:8', '1:2:3:4::/64'],
  ['unknown', 'unknown'],
])('%s counts as %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});

import { expect, test } from 'vitest';
import { isLoopback, parseAddress } from './address.ts';

test.each([
  [':8088', { host: '127.0.0.1', port: 8088 }],
  ['localhost:8088', { host: 'localhost', port: 8088 }],
  ['127.0.0.1:0', { host: '127.0.0.1', port: 0 }],
  ['[::1]:0', { host: '::1', port: 0 }],
  ['0.0.0.0:80', { host: '0.0.0.0', port: 80 }],
  [' my-box.local:1 ', { host: 'my-box.local', port: 1 }],
])('%s is an address', (text, address) => {
  expect(parseAddress(text)).toEqual(address);
});

test.each([
  '',
  '8088',
  'localhost',
  'localhost:',
  ':65536',
  '::1:80',
  'http://x:1',
  'a b:1',
  ':-1',
  '[x]:1',
])('%j is none', (text) => {
  expect(parseAddress(text)).toBeUndefined();
});

test.each(['localhost', 'LOCALHOST', '127.0.0.1', '127.9.9.9', '::1', '[::1]', '::ffff:127.0.0.1'])(
  '%s is this machine alone',
  (host) => {
    expect(isLoopback(host)).toBe(true);
  },
);

test.each([
  '0.0.0.0',
  '::',
  '',
  '192.168.0.1',
  '127.0.0.1.example.com',
  'localhost.example.com',
  '128.0.0.1',
])('%j is not', (host) => {
  expect(isLoopback(host)).toBe(false);
});

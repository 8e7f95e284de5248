import { describe, expect, test } from 'vitest';
import { parseProxyOptions } from './options.ts';

const input = { cwd: '/home/me/shop', env: {} };

function parse(...args: string[]) {
  return parseProxyOptions(args, input);
}

describe('the arguments of `loom proxy`', () => {
  test('may all be missing', () => {
    expect(parse()).toEqual({
      ok: true,
      options: {
        profile: undefined,
        client: undefined,
        cwd: '/home/me/shop',
        project: '/home/me/shop',
        start: true,
      },
    });
  });

  test('take their value as the next argument or after =', () => {
    expect(parse('--profile', 'a', '--client=b', '--project', '../c', '--no-start')).toMatchObject({
      options: { profile: 'a', client: 'b', project: '/home/me/c', start: false },
    });
  });

  test.each([
    [['--prfile', 'a'], 'unknown argument "--prfile"'],
    [['x'], 'unknown argument "x"'],
    [['--profile'], '--profile needs a value'],
    [['--project='], '--project needs a value'],
  ])('%j is refused', (args, detail) => {
    expect(parse(...args)).toEqual({ ok: false, reason: 'usage', detail });
  });

  test('leave the client to its own mark in the environment, unless two have left one', () => {
    const client = (env: Record<string, string>) =>
      parseProxyOptions([], { ...input, env }) as unknown;
    expect(client({ CLAUDECODE: '1' })).toMatchObject({ options: { client: 'claude-code' } });
    expect(client({ CLAUDECODE: '1', OPENCODE: '1' })).toMatchObject({
      options: { client: undefined },
    });
  });
});

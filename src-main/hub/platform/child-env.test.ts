import { expect, test } from 'vitest';
import { childEnv, layEnv } from './child-env.ts';

test('passes home, user, locale and temp, the given PATH, and nothing else', () => {
  const env = {
    ...{ HOME: '/home/ada', USER: 'ada', LOGNAME: 'ada', SHELL: '/bin/bash', TMPDIR: '/tmp' },
    ...{ LANG: 'de_DE.UTF-8', LC_ALL: 'C', LC_TIME: 'C', LANGUAGE: 'de' },
  };
  const secrets = {
    ...{ PATH: '/own', OPENAI_API_KEY: 'k', NODE_OPTIONS: '--inspect', npm_config_x: '1' },
    ...{ SSH_AUTH_SOCK: '/s', LD_PRELOAD: 'x', XDG_RUNTIME_DIR: '/r', HOMES: 'h', MY_LANG: 'x' },
  };
  const passed = childEnv({ platform: 'linux', env: { ...env, ...secrets }, path: '/given' });
  expect(passed).toEqual({ ...env, PATH: '/given' });
});

test('passes no exported shell function, and nothing that is unset', () => {
  const env = { LANG: '() { :;}; echo', HOME: undefined };
  expect(childEnv({ platform: 'darwin', env, path: '/p' })).toEqual({ PATH: '/p' });
});

test('on Windows names count whatever their case, and there is one PATH', () => {
  const env = {
    Path: 'C:\\own',
    SystemRoot: 'C:\\Windows',
    'ProgramFiles(x86)': 'C:\\P',
    Key: 's',
  };
  expect(childEnv({ platform: 'win32', env, path: 'C:\\given' })).toEqual({
    PATH: 'C:\\given',
    SystemRoot: 'C:\\Windows',
    'ProgramFiles(x86)': 'C:\\P',
  });
});

test("a server's own settings win; on Windows also in another spelling", () => {
  expect(layEnv('linux', { PATH: '/a', HOME: '/h' }, { PATH: '/b', Path: '/c' })).toEqual({
    ...{ PATH: '/b', HOME: '/h', Path: '/c' },
  });
  expect(layEnv('win32', { PATH: 'a', TEMP: 't' }, { Path: 'b' })).toEqual({
    Path: 'b',
    TEMP: 't',
  });
});

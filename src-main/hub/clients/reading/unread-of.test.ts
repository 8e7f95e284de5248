import { expect, test } from 'vitest';
import { unreadOf } from './unread-of.ts';

const http = { type: 'http', url: 'https://x.example/mcp' };

test.each<[string, object, string[]]>([
  [
    'what nobody knows',
    { command: 'x', alwaysAllow: ['a'], sandbox: { a: 1 } },
    ['alwaysAllow', 'sandbox'],
  ],
  ['but nothing empty', { command: 'x', alwaysAllow: [], trust: false, sandbox: {}, a: '' }, []],
  ['nor decoration', { command: 'x', description: 'a', gallery: true }, []],
  [
    'a second word for the same',
    { command: 'x', env: { A: '1' }, environment: { B: '2' } },
    ['environment'],
  ],
  ['unless it says the same', { command: 'x', cwd: '/a', workdir: '/a' }, []],
  ['or the first says nothing', { command: 'x', env: {}, environment: { B: '2' } }, []],
  ['a second filter', { command: 'x', includeTools: ['a'], tools: ['b'] }, ['tools']],
  [
    'a filter that is no list',
    { command: 'x', excludeTools: 'a', tools: { a: 1 } },
    ['excludeTools', 'tools'],
  ],
  ['all tools are no filter', { command: 'x', tools: '*' }, []],
  [
    'a time that is none',
    { command: 'x', timeout: 'soon', startup_timeout_sec: -1 },
    ['timeout', 'startup_timeout_sec'],
  ],
  ['no time limit is one', { command: 'x', timeout: 0 }, []],
  ['two times', { command: 'x', timeout: 5, tool_timeout_sec: 9 }, ['timeout']],
  ['a switch that is none', { command: 'x', enabled: 'no' }, ['enabled']],
  ['variables that are none', { command: 'x', env: 'A=1', cwd: 5 }, ['env', 'cwd']],
  [
    'a token of what is run here',
    { command: 'x', bearer_token_env_var: 'T' },
    ['bearer_token_env_var'],
  ],
])('%s', (_, entry, unread) => {
  expect(unreadOf(entry as Record<string, unknown>, 'stdio')).toEqual(unread);
});

test.each<[string, object, string[]]>([
  [
    'what only programs have',
    { ...http, args: ['x'], env: { A: '1' }, cwd: '/a' },
    ['args', 'env', 'cwd'],
  ],
  [
    'how a request is made, also what is switched off',
    { ...http, requestOptions: { verifySsl: false, timeout: 5, headers: { A: '1' } } },
    ['requestOptions.verifySsl', 'requestOptions.timeout'],
  ],
  ['no signing in', { ...http, oauth: false }, ['oauth']],
  [
    'signing in that is not known',
    { ...http, auth: 'google', oauth: { callbackPort: 1 } },
    ['auth', 'oauth'],
  ],
  ['but what is told by itself', { ...http, oauth: { clientId: 'a', callbackPort: 1 } }, []],
  ['a second address', { ...http, serverUrl: 'https://y.example/mcp' }, ['serverUrl']],
])('%s, of a server elsewhere', (_, entry, unread) => {
  expect(unreadOf(entry as Record<string, unknown>, 'http').sort()).toEqual(unread.sort());
});

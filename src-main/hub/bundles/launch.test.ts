import { expect, test } from 'vitest';
import { findReferences } from '../../../src-shared/domain/references.ts';
import type { SlotValue } from '../presets/fill-entry.ts';
import { fillLaunch, type Launch, secretsInArguments } from './launch.ts';
import type { Manifest, UserOption } from './manifest.ts';
import { readParameters } from './read-parameters.ts';
import { isInRange } from './version-range.ts';

const places = { platform: 'linux', home: '/home/ada', folder: '/b/x' } as const;

function slotsOf(options: Record<string, Partial<UserOption>>) {
  const user_config = Object.fromEntries(
    Object.entries(options).map(([key, option]) => [
      key,
      {
        ...{ type: 'string', title: key, description: '', required: false },
        ...{ multiple: false, sensitive: false },
        ...option,
      },
    ]),
  );
  return readParameters({ user_config } as unknown as Manifest, places);
}

interface Case {
  launch: Partial<Launch>;
  options?: Record<string, Partial<UserOption>>;
  values?: Record<string, SlotValue>;
}

function fill({ launch, options = {}, values = {} }: Case) {
  const whole = { command: 'node', args: [], env: {}, ...launch };
  const context = { slots: slotsOf(options), places };
  return fillLaunch(whole, context, new Map(Object.entries(values)));
}

test('places of the machine stand where the manifest names them', () => {
  const args = ['${__dirname}/a.js', '${HOME}${/}x', '${DOCUMENTS}', '${DESKTOP}:${DOWNLOADS}'];
  expect(fill({ launch: { command: '${__dirname}/bin/run', args } })).toEqual({
    transport: 'stdio',
    command: '/b/x/bin/run',
    args: [
      ...['/b/x/a.js', '/home/ada/x', '/home/ada/Documents'],
      '/home/ada/Desktop:/home/ada/Downloads',
    ],
  });
});

test('whatever else looks like a reference stands for itself', () => {
  const env = { A: '${secret:GITHUB_TOKEN}', B: '${env:HOME} {{name}} ${user_config.unknown}' };
  expect(fill({ launch: { env }, options: { name: {} }, values: { name: 'x' } }).env).toEqual({
    A: '$${secret:GITHUB_TOKEN}',
    B: '$${env:HOME} {{name}} $${user_config.unknown}',
  });
});

test('no reference comes about where a dollar and a brace of different parts meet', () => {
  const options = { braced: { default: '{secret:GITHUB_TOKEN}' }, dollar: {}, none: {} };
  const values = { braced: '{secret:GITHUB_TOKEN}', dollar: '$' };
  const command = '$${user_config.none}{env:HOME}';
  const env = { A: '$${user_config.braced}', B: '${user_config.dollar}{secret:GITHUB_TOKEN}' };
  const filled = fill({ launch: { command, env }, options, values });
  expect(filled.command).toBe('$${env:HOME}');
  expect(filled.env).toEqual({ A: '$${secret:GITHUB_TOKEN}', B: '$${secret:GITHUB_TOKEN}' });
  for (const text of Object.values(filled.env ?? {})) expect(findReferences(text)).toEqual([]);
});

test('several values become several arguments, and in a text a list', () => {
  const args = ['${user_config.dirs}', '--dirs=${user_config.dirs}'];
  const options = { dirs: { type: 'directory', multiple: true } } as const;
  const values = { dirs: ['/a', '/b c'] };
  expect(fill({ launch: { args }, options, values }).args).toEqual([
    '/a',
    '/b c',
    '--dirs=/a,/b c',
  ]);
});

test('what is left empty goes, with the option and the variable that hold it', () => {
  const args = ['--port', '${user_config.port}', '--log=${user_config.log}', '-v', 'end'];
  const env = { LOG: 'to ${user_config.log}', KEEP: 'yes' };
  const options = { port: { type: 'number' }, log: {} } as const;
  expect(fill({ launch: { args, env }, options })).toEqual({
    ...{ transport: 'stdio', command: 'node', args: ['-v', 'end'], env: { KEEP: 'yes' } },
  });
  const values = { port: '80', log: 'x' };
  expect(fill({ launch: { args, env }, options, values }).args).toEqual([
    ...['--port', '80', '--log=x', '-v', 'end'],
  ]);
});

test('a secret among the arguments is allowed in the entry, and only where there is one', () => {
  const launch = { command: 'node', args: ['--key', '${user_config.key}'], env: {} };
  const options = { key: { sensitive: true } };
  const values = { key: '${secret:KEY}' };
  expect(fill({ launch, options, values })).toMatchObject({
    ...{ args: ['--key', '${secret:KEY}'], allow_secret_in_args: true },
  });
  expect(fill({ launch, options })).not.toHaveProperty('allow_secret_in_args');
  expect(secretsInArguments(launch, slotsOf(options))).toHaveLength(1);
  const hidden = { command: 'node', args: [], env: { KEY: '${user_config.key}' } };
  expect(secretsInArguments(hidden, slotsOf(options))).toEqual([]);
});

test('settings become slots with the types, defaults and limits that they have', () => {
  const slots = slotsOf({
    'api-key': { sensitive: true, required: true, title: 'Key', description: 'Yours.' },
    api_key: {},
    '1st': { type: 'number', min: 1, max: 9, default: 3 },
    dirs: { type: 'directory', multiple: true, default: ['${HOME}/a', '${DESKTOP}'] },
    file: { type: 'file', default: '${DOCUMENTS}/${x}' },
    on: { type: 'boolean', required: true },
  });
  expect(slots.map(({ parameter }) => parameter)).toEqual([
    { name: 'api_key', label: 'Key', type: 'secret', required: true, help: 'Yours.' },
    { name: 'api_key_2', label: 'api_key', type: 'text', required: false },
    ...[
      { name: 'x1st', label: '1st', type: 'number', required: false, default: 3, min: 1, max: 9 },
    ],
    {
      ...{ name: 'dirs', label: 'dirs', type: 'list', required: false },
      default: ['/home/ada/a', '/home/ada/Desktop'],
    },
    {
      ...{ name: 'file', label: 'file', type: 'file', required: false },
      default: '/home/ada/Documents/$${x}',
    },
    { name: 'on', label: 'on', type: 'boolean', required: false },
  ]);
});

test.each([
  ['20.1.0', '>=18.0.0', true],
  ['16.9.0', '>=18.0.0', false],
  ['3.12.1', '>=3.10,<4', true],
  ['3.9.1', '>=3.10 <4', false],
  ['3.12.1', '>= 3.10, < 3.12', false],
  ['20.1.0', '18.x || 20.x', true],
  ['19.0.0', '18.x || 20.x', false],
  ['20.1.0', '^20.0.0', true],
  ['21.1.0', '^20.0.0', false],
  ['3.11.4', '~=3.10', true],
  ['v22.1.0', '*', true],
  ['22.1.0', 'lts/iron', undefined],
])('%s in %s: %s', (version, range, expected) => {
  expect(isInRange(version, range)).toBe(expected);
});

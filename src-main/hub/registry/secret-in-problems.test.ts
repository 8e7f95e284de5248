import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Config } from '../../../src-shared/domain/config.ts';
import { parseRegistry } from './parse-registry.ts';
import { parseYaml } from './parse-yaml.ts';

/** Documents with a hole where a token may have been pasted: as key, value, or YAML of its own. */
const holes = {
  registry: [
    '@',
    '@: 1',
    '@: {@: @}',
    'servers: @',
    'servers: [@]',
    'servers: {@: 1}',
    'servers: {@: {}}',
    'servers: {"@ @": {transport: stdio}}',
    'servers: {a: @}',
    'servers: {a: {transport: @}}',
    'servers: {a: {transport: stdio, command: x, @: y}}',
    ...['scope', 'enabled', 'idle_stop', 'max_concurrent', 'era', 'tools', 'args', 'env'].map(
      (key) => `servers: {a: {transport: stdio, command: x, ${key}: @}}`,
    ),
    'servers: {a: {transport: stdio, command: "${@}", cwd: "${env:@ }", args: ["${x:@}", "${@"]}}',
    'servers: {a: {transport: stdio, command: x, env: {@: [1], "@=": x, B: "${@}"}}}',
    'servers: {a: {transport: http, url: @, headers: {@: {}, "@ ": x, A: "x\\n@"}}}',
    'profiles: {@: 1, "@ ": {}}',
    'profiles: {a: {servers: @, tools: {allow: @, @: 1}}}',
    ...['*@', '!@ x', '!!@ x', '!!int @', '!!float @', '!!timestamp @', '&@', '{<<: @}'],
    ...['%@\n---\nx', 'a: "\\@"', 'a: |@\n x', '&@ &@ x', '@: 1\n@: 2', 'a: "x" @', '"@', "'@"],
    'a: &@ [*@, *@]',
    'servers: {a: &@ {<<: *@}}',
    'servers: !@!x y',
  ],
  config: [
    'http: @',
    'http: {@: 1}',
    ...['address', 'allowed_origins', 'max_sessions', 'auth', 'session_timeout_minutes'].map(
      (key) => `http: {${key}: @}`,
    ),
    'http: {allowed_origins: [@]}',
    'http: {auth: {type: @, issuer: @, @: 1}}',
    'naming: @',
    'limits: {max_message: @, drain: @}',
    'vault: {type: @}',
    'log: {level: @}',
  ],
};

const run = 13;

function problemsIn(kind: keyof typeof holes, text: string): string {
  const reading =
    kind === 'registry'
      ? parseRegistry(text, 'registry.yaml')
      : parseYaml({ text, file: 'config.yaml', schema: Config, code: 'invalid-config' });
  if (reading.ok) return '';
  return JSON.stringify(
    reading.problems.map(({ message, remedy, server }) => [message, remedy, server]),
  );
}

const letters = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-'];
const token = fc
  .tuple(
    fc.constantFrom('ghp_', 'sk-', 'xoxb-', 'A', '1', 'env:', 'GH'),
    fc.array(fc.constantFrom(...letters), { minLength: run, maxLength: 60 }),
  )
  .map(([prefix, rest]) => prefix + rest.join(''))
  // What has hardly a digit may be a name made of words, and is shown.
  .filter((text) => text.replace(/[^0-9]/g, '').length > 2);

test.each(['registry', 'config'] as const)(
  'no problem of a %s repeats 13 characters of a token, wherever it stands',
  (kind) => {
    fc.assert(
      fc.property(token, fc.constantFrom(...holes[kind]), (secret, hole) => {
        const told = problemsIn(
          kind,
          hole.replaceAll('@', () => secret),
        );
        const pieces = Array.from({ length: secret.length - run + 1 }, (_, from) =>
          secret.slice(from, from + run),
        );
        expect(
          pieces.filter((piece) => told.includes(piece)),
          hole,
        ).toEqual([]);
      }),
      { numRuns: 1500 },
    );
  },
);

test.each([
  'servers: {a: {transport: stdio, command: x, env: {API_TOKEN: "${hunter2}"}}}',
  'servers: {a: {transport: http, url: "https://x", headers: {Authorization: "${hunter2}"}}}',
  'profiles: {password: {servers: hunter2}}',
])('where a name says credential, nothing of the value is repeated: %s', (text) => {
  const told = problemsIn('registry', text);
  expect(told).toContain('registry.yaml:1:');
  expect(told).not.toContain('hunter2');
});

test('what is long is cut, and what is mistyped is still understood', () => {
  const text = 'servers: {a: {transport: stdio, command: x, enabled: tru, start_timeuot: 1m}}';
  expect(problemsIn('registry', text)).toMatch(/found \\"tru\\".*did you mean \\"start_timeout\\"/);
  expect(problemsIn('registry', 'naming2conventions: x')).toContain('naming2conve…: unknown key');
  expect(problemsIn('config', 'limits: {max_concurrent: x}')).toContain('limits.max_concurrent:');
});

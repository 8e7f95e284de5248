import { expect, test } from 'vitest';
import { Preset } from '../../../src-shared/domain/preset.ts';
import { fillPreset } from './fill-preset.ts';

const parameters = [
  { name: 'token', label: 'Token', type: 'secret', secretName: 'TOKEN' },
  { name: 'extra', label: 'Extra', type: 'secret', required: false },
  { name: 'folders', label: 'Folders', type: 'folder', default: '${project}' },
  { name: 'site', label: 'Site', type: 'url', required: false },
  { name: 'size', label: 'Size', type: 'number', required: false },
  { name: 'mode', label: 'Mode', type: 'choice', choices: ['a', 'b'], default: 'a' },
  { name: 'key', label: 'Key', type: 'text', required: false, pattern: 'k\\d+', patternHint: 'k1' },
];
const preset = Preset.parse({
  id: 'sample-one',
  title: 'Sample',
  summary: 'A sample.',
  category: 'demo',
  publisher: 'Loom',
  homepage: 'https://example.com',
  parameters,
  entry: {
    transport: 'stdio',
    command: 'npx',
    args: ['-y', 'sample@1.0.0', '{{folders}}', '--mode={{mode}}', '--site={{site}}'],
    env: { TOKEN: '{{token}}', EXTRA: '{{extra}}', SIZE: '{{size}}', KEY: '{{key}}' },
  },
  verified: 'documentation',
});

const fill = (
  values: Record<string, unknown>,
  kept: Record<string, string> = {},
  id = 'my-sample',
) => fillPreset({ preset, id, values }, async (name) => kept[name]);

test('shows the exact command, with secrets as references', async () => {
  const filled = await fill({ token: ' t0p-s3cret\n', folders: '~/a b', site: 'https://x.y' });
  expect(filled).toMatchObject({
    entry: { env: { TOKEN: '${secret:TOKEN}' } },
    runs: "npx -y sample@1.0.0 '${home}/a b' --mode=a --site=https://x.y",
    secrets: [{ name: 'TOKEN', isKept: false, value: 't0p-s3cret' }],
    problems: [],
  });
  const { secrets: _, ...shown } = filled;
  expect(JSON.stringify(shown)).not.toContain('t0p-s3cret');
});

test.each([
  [{}, 'token', 'needed', 'this is needed'],
  [{ token: 't', folders: 'notes' }, 'folders', 'path', /whole path/],
  [{ token: 't', folders: '${projct}' }, 'folders', undefined, /unknown reference/],
  [{ token: 't', site: 'x.y' }, 'site', 'url', /whole address/],
  [{ token: 't', size: 'big' }, 'size', 'number', 'expected a number'],
  [{ token: 't', mode: 'c' }, 'mode', 'choice', 'expected one of a, b'],
  [{ token: 't', key: 'xk1' }, 'key', 'pattern', 'k1'],
  [{ token: '${secret:ELSEWHERE}' }, 'token', 'no-secret', 'there is no secret ELSEWHERE'],
])('%j is wrong about %s: %s', async (values, parameter, kind, text) => {
  const { problems } = await fill(values);
  expect(problems).toEqual([{ parameter, kind, text: expect.stringMatching(text) }]);
});

test('a default counts until something else is given, and can be taken away', async () => {
  const defaulted = await fill({ token: 't' });
  expect(defaulted.entry.args).toContain('${project}');
  const emptied = await fill({ token: 't', mode: '' });
  expect(emptied.problems).toEqual([{ parameter: 'mode', kind: 'needed', text: 'this is needed' }]);
});

test('a reference may stand for a value whose form cannot be checked yet', async () => {
  expect((await fill({ token: 't', site: '${env:SITE}' })).problems).toEqual([]);
});

test('a secret that is kept is used again, and need not be given', async () => {
  const again = await fill({}, { TOKEN: 'old' });
  expect(again).toMatchObject({
    entry: { env: { TOKEN: '${secret:TOKEN}' } },
    secrets: [{ name: 'TOKEN', isKept: true, value: undefined }],
    problems: [],
  });
  expect((await fill({ token: 'old' }, { TOKEN: 'old' })).secrets).toEqual(again.secrets);
});

test('another account gets a secret of its own; nothing that is kept is written over', async () => {
  const second = await fill({ token: 'new' }, { TOKEN: 'old' });
  expect(second).toMatchObject({
    entry: { env: { TOKEN: '${secret:TOKEN_MY_SAMPLE}' } },
    secrets: [{ name: 'TOKEN_MY_SAMPLE', isKept: false, value: 'new' }],
  });
  const third = await fill({ token: 'new' }, { TOKEN: 'old', TOKEN_MY_SAMPLE: 'older' });
  expect(third.secrets).toMatchObject([{ name: 'TOKEN_MY_SAMPLE_2' }]);
});

test('a secret that is kept is not taken unasked where others chose the values', async () => {
  const look = async (name: string) => ({ TOKEN: 'kept' })[name];
  const given = { preset, id: 'my-sample', takesKept: false };
  const theirs = await fillPreset({ ...given, values: { site: 'https://evil.example' } }, look);
  expect(theirs.problems).toEqual([{ parameter: 'token', kind: 'needed', text: 'this is needed' }]);
  expect(JSON.stringify(theirs.entry)).not.toContain('secret:');
  const chosen = await fillPreset({ ...given, values: { token: '${secret:TOKEN}' } }, look);
  expect(chosen).toMatchObject({ secrets: [{ name: 'TOKEN', isKept: true }], problems: [] });
});

test('a secret of another name can be named', async () => {
  const filled = await fill({ token: '${secret:WORK}' }, { WORK: 'x' });
  expect(filled).toMatchObject({
    entry: { env: { TOKEN: '${secret:WORK}' } },
    secrets: [{ name: 'WORK', isKept: true }],
    problems: [],
  });
});

test('an optional secret that is not given is left out, even if there is one of its name', async () => {
  const filled = await fill({ token: 't' }, { SAMPLE_ONE_EXTRA: 'x' });
  expect(filled.entry.env).toEqual({ TOKEN: '${secret:TOKEN}' });
});

test('the digest changes with what is shown, and with nothing else', async () => {
  const { digest } = await fill({ token: 'a' });
  expect((await fill({ token: 'b' })).digest).toBe(digest);
  expect((await fill({ token: 'a', mode: 'b' })).digest).not.toBe(digest);
  expect((await fill({ token: 'a' }, {}, 'other')).digest).not.toBe(digest);
  expect((await fill({ token: 'a' }, { TOKEN: 'kept' })).digest).not.toBe(digest);
});

/** What must hold of every preset that comes with Loom. */
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import type { Preset, PresetParameter } from '../../../src-shared/domain/preset.ts';
import { ServerSpec } from '../../../src-shared/domain/server.ts';
import { slotNames } from './fill-entry.ts';
import { fillPreset } from './fill-preset.ts';
import { loadPresets } from './load-presets.ts';
import { sourceOf } from './source-of.ts';

const folder = join(import.meta.dirname, '../../../resources/presets');
const presets = await loadPresets(folder);
const ids = presets.map(({ id }) => id);

test('every file is in the catalog, and nothing is there twice', () => {
  const files = readdirSync(folder).map((file) => basename(file, '.yaml'));
  expect([...ids, 'catalog'].sort()).toEqual(files.sort());
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(presets.map(({ title }) => title)).size).toBe(ids.length);
});

test('there are forty at least, and some of each category', () => {
  expect(presets.length).toBeGreaterThanOrEqual(40);
  expect(new Set(presets.map(({ category }) => category)).size).toBe(15);
});

test.each(presets.map((preset) => [preset.id, preset] as const))('%s', async (_id, preset) => {
  expect(pinProblem(preset), 'is pinned to one version').toBeUndefined();
  expect(sourceOf(preset.entry), 'is known by what it runs').toBeDefined();
  expect(slotNames(preset.entry).sort(), 'has a slot per parameter').toEqual(names(preset).sort());
  expect(names(preset), 'leaves the name of the server free').not.toContain('id');
  for (const parameter of preset.parameters) checkParameter(parameter);
  expect(preset.probe !== undefined).toBe(preset.verified === 'probed');
  expect(preset.runtimes.length, 'says what it needs').toBe(1);
  expect(preset.summary).toMatch(/^[^a-z].{10,110}\.$/);

  for (const values of [examples(preset), fewest(preset), preset.probe ?? fewest(preset)]) {
    const filled = await fillPreset({ preset, id: preset.id, values }, async () => undefined);
    expect(filled.problems).toEqual([]);
    expect(ServerSpec.safeParse(filled.entry).error).toBeUndefined();
    expect(JSON.stringify(filled.entry)).not.toContain('{{');
  }
});

function names({ parameters }: Preset): string[] {
  return parameters.map(({ name }) => name);
}

/** `latest`, a range or nothing could be other code tomorrow than what a person agreed to. */
function pinProblem({ entry }: Preset): string | undefined {
  const { command, args = [], url } = entry as { command?: string; args?: string[]; url?: string };
  if (url !== undefined) return url.startsWith('https://') ? undefined : 'not over https';
  const pins: Record<string, RegExp> = {
    npx: /^(--package=)?(@[\w.-]+\/)?[\w.-]+@\d+\.\d+\.\d+(-[\w.]+)?$/,
    uvx: /^[\w-]+(@|==)\d+(\.\w+)+$/,
    docker: /^[\w./-]+:v?\d+\.\d+\.\d+$/,
  };
  const pin = pins[command ?? ''];
  if (!pin) return `runs ${command}`;
  const found = args.filter((arg) => pin.test(arg));
  return found.length === 1 ? undefined : `has ${found.length} pinned packages`;
}

function checkParameter(parameter: PresetParameter): void {
  const { name, type, choices, pattern, patternHint, secretName, link, required } = parameter;
  expect(choices !== undefined, `${name}: choices`).toBe(type === 'choice');
  expect(patternHint !== undefined, `${name}: patternHint`).toBe(pattern !== undefined);
  expect(secretName !== undefined, `${name}: secretName`).toBe(type === 'secret');
  if (type === 'secret' && required) expect(link, `${name}: where it is made`).toBeDefined();
}

function fewest({ parameters, probe }: Preset): Record<string, unknown> {
  const needed = parameters.filter((one) => one.required && one.default === undefined);
  return Object.fromEntries(needed.map((one) => [one.name, probe?.[one.name] ?? exampleOf(one)]));
}

function examples({ parameters, probe }: Preset): Record<string, unknown> {
  return Object.fromEntries(
    parameters.map((one) => [one.name, probe?.[one.name] ?? one.default ?? exampleOf(one)]),
  );
}

/** Of those that have a pattern; the rest take what their type says. */
const patterned: Record<string, string> = {
  '[^@\\s]+@[^@\\s]+': 'me@example.com',
  'https?://[^/]+': 'https://acme.atlassian.net',
  '(rk|sk)_.+': 'rk_test_1',
  'xoxp-.+': 'xoxp-1',
  '[CDG][A-Z0-9]+': 'C0123456789',
  '[a-z0-9]{20}': 'abcdefghijklmnopqrst',
  '[A-Za-z_]+(/[A-Za-z_+-]+)*': 'Europe/Berlin',
  '[A-Za-z0-9.-]+(:\\d+)?': 'sentry.example.com:9000',
  '[a-z_]+': 'repos',
  '[A-Za-z0-9][A-Za-z0-9-]*': 'contoso',
};

function exampleOf({ type, pattern, choices }: PresetParameter): unknown {
  const text = pattern === undefined ? 'example' : patterned[pattern];
  switch (type) {
    case 'list':
      return [text, text];
    case 'number':
      return 1;
    case 'boolean':
      return true;
    case 'choice':
      return choices?.[0];
    case 'url':
      return pattern === undefined ? 'https://example.com' : text;
    case 'folder':
    case 'file':
      return '/tmp/example';
    default:
      return text;
  }
}

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { specOf, surfaceOf } from '../catalog/testing/surfaces.ts';
import { createView } from '../catalog/view.ts';
import { openRegistry } from '../registry/registry-file.ts';
import { createProfiles, type ProfilesParts } from './create-profiles.ts';
import { profileTools, tokensOf } from './profile-tools.ts';

const tool = (name: string, description = 'é'.repeat(10)) => ({ name, description });
const servers = [
  { id: 'a', spec: specOf(), surface: surfaceOf({ tools: [tool('get'), tool('put')] }) },
  {
    id: 'b',
    spec: specOf({ tools: { rename: { get: 'fetch' } } }),
    surface: surfaceOf({ tools: [tool('get')] }),
  },
  { id: 'off', spec: specOf({ enabled: false }), surface: surfaceOf({ tools: [tool('x')] }) },
  { id: 'unseen', spec: specOf(), surface: undefined },
];

async function open(text: string, more: Partial<ProfilesParts> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'loom-profiles-'));
  const path = join(folder, 'registry.yaml');
  await writeFile(path, text);
  const registry = await openRegistry({ path });
  const profiles = createProfiles({
    registry,
    tools: () => ({ servers, naming: 'prefix' }),
    clientLimits: () => [{ client: 'cursor', label: 'Cursor', tools: 40 }],
    clientsWith: (name) => (name === 'review' ? ['Cursor'] : []),
    tokens: async () => [{ id: '1', name: 'ci', profile: 'review', createdAt: 0 }],
    ...more,
  });
  return {
    profiles,
    text: () => readFile(path, 'utf8'),
    async [Symbol.asyncDispose]() {
      await registry.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const review =
  'servers: {}\nprofiles:\n  review: { servers: [a], tools: { deny: ["*put"] } } # mine\n';

test('lists every profile with its tools, their cost, and who has it', async () => {
  await using at = await open(review);
  const each = Math.ceil(JSON.stringify(tool('a__get')).length / 4);
  expect(await at.profiles.list()).toEqual([
    {
      name: 'default',
      profile: { servers: '*' },
      isWritten: false,
      tools: 3,
      tokens: expect.any(Number),
      clients: [],
      boundTokens: [],
    },
    {
      name: 'review',
      profile: { servers: ['a'], tools: { deny: ['*put'] } },
      isWritten: true,
      tools: 1,
      tokens: each,
      clients: ['Cursor'],
      boundTokens: ['ci'],
    },
  ]);
  expect(tokensOf(Buffer.from('äöü€'))).toBe(1);
});

test('shows every tool and whether the profile shows it, of a draft as well', async () => {
  await using at = await open(review);
  const of = async (name: string, draft?: object) => {
    const { tools } = await at.profiles.view({ name, ...(draft && { draft: draft as never }) });
    return tools.map((one) => (one.isVisible ? one.name : `(${one.name})`));
  };
  expect(await of('default')).toEqual(['a__get', 'a__put', 'b__fetch']);
  expect(await of('review')).toEqual(['a__get', '(a__put)', '(b__fetch)']);
  expect(await of('review', { servers: ['b'] })).toEqual(['(a__get)', '(a__put)', 'b__fetch']);
  expect(await of('not yet', { servers: [] })).toEqual(['(a__get)', '(a__put)', '(b__fetch)']);
  await expect(of('nobody')).rejects.toMatchObject({ code: 'unknown-profile' });
  const { tools, limits } = await at.profiles.view({ name: 'review' });
  expect(tools[2]).toMatchObject({ server: 'b', upstreamName: 'get', description: 'éééééééééé' });
  expect(limits).toEqual([{ client: 'cursor', label: 'Cursor', tools: 40 }]);
});

test('names tools as the profile would, where names depend on what is seen together', async () => {
  const two = servers.slice(0, 1).concat({ ...servers[0], id: 'c' } as never);
  await using at = await open(review, { tools: () => ({ servers: two, naming: 'bare' }) });
  const { tools } = await at.profiles.view({
    name: 'x',
    draft: { servers: ['a'], tools: { allow: ['get'] } },
  });
  expect(tools.map(({ name, isVisible }) => [name, isVisible])).toEqual([
    ['get', true],
    ['put', false],
    ['c__get', false],
    ['c__put', false],
  ]);
});

test('shows what a session of the profile is really offered, under the same names', () => {
  const names = fc.array(fc.constantFrom('get', 'put', 'get.it', 'get_it', 'x'.repeat(60)), {
    maxLength: 4,
  });
  const anyServers = fc.uniqueArray(
    fc.record({ id: fc.constantFrom('a', 'b', 'a-b', 'c'), names, isOn: fc.boolean() }),
    { selector: ({ id }) => id },
  );
  const pattern = fc.constantFrom('*get*', 'a__*', 'get', '*_it', 'b__put');
  const profile = fc.record({
    servers: fc.oneof(fc.constant('*' as const), fc.subarray(['a', 'b', 'a-b', 'z'])),
    tools: fc.record({ allow: fc.array(pattern), deny: fc.array(pattern) }, { requiredKeys: [] }),
  });
  fc.assert(
    fc.property(anyServers, profile, fc.constantFrom('prefix', 'bare'), (list, given, naming) => {
      const known = list.map(({ id, names: own, isOn }) => ({
        id,
        spec: specOf({ enabled: isOn, tools: { rename: { put: 'get' } } }),
        surface: surfaceOf({ tools: [...new Set(own)].map((name) => tool(name)) }),
      }));
      const view = createView({ servers: known, naming, profile: given, longestInstructions: 0 });
      const shown = profileTools({ servers: known, naming }, given);
      const visible = shown.filter(({ isVisible }) => isVisible).map(({ name }) => name);
      expect(visible).toEqual(view.named('tools').map(({ name }) => name));
    }),
    { numRuns: 500 },
  );
});

test('writes and removes profiles in the file, and nothing else', async () => {
  await using at = await open(review);
  const set = await at.profiles.set({
    name: 'review',
    profile: { servers: ['a', 'b'], tools: { deny: ['*put'] } },
  });
  expect(set).toMatchObject({ tools: 2, isWritten: true, boundTokens: ['ci'] });
  expect(await at.text()).toBe(review.replace('[a]', '[a, b]'));
  await at.profiles.set({ name: 'new', profile: { servers: '*' } });
  expect(await at.profiles.remove('review')).toEqual({
    removed: { servers: ['a', 'b'], tools: { deny: ['*put'] } },
  });
  expect(await at.text()).toBe('servers: {}\nprofiles:\n  new:\n    servers: "*"\n');
  await expect(at.profiles.remove('review')).rejects.toMatchObject({ code: 'unknown-profile' });
  await expect(
    at.profiles.set({ name: 'no name', profile: { servers: '*' } }),
  ).rejects.toMatchObject({ code: 'invalid-registry' });
});

test('does not wait for a vault that waits for a person, nor fail with it', async () => {
  const never = () => new Promise<never>(() => {});
  await using slow = await open(review, { tokens: never });
  expect((await slow.profiles.list()).map(({ boundTokens }) => boundTokens)).toEqual([[], []]);
  await using broken = await open(review, { tokens: () => Promise.reject(new Error('locked')) });
  expect(await broken.profiles.list()).toHaveLength(2);
});

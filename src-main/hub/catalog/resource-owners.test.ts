import { expect, test } from 'vitest';
import { guessOwner } from './resource-owners.ts';

const of = (serverId: string, uris: readonly string[]) =>
  uris.map((uri) => [uri, { serverId }] as const);

test('the listed resources are gone through once, however many URIs are looked for', () => {
  let readings = 0;
  class Counted extends Map<string, { serverId: string }> {
    override [Symbol.iterator]() {
      readings += 1;
      return super[Symbol.iterator]();
    }
  }
  const resources = new Counted(of('a', ['a://1', 'A://2', 'both://1']));
  resources.set('both://2', { serverId: 'b' });
  const ownerOf = guessOwner({ resources, templates: new Map(), able: ['a', 'b'] });
  expect(readings).toBe(0);
  for (let index = 0; index < 100; index++) {
    expect(ownerOf(`a://unlisted/${index}`)).toBe('a');
    expect(ownerOf(`both://unlisted/${index}`)).toBeUndefined();
    expect(ownerOf(`other://${index}`)).toBeUndefined();
  }
  expect(readings).toBe(1);
});

test('templates that cost much hide none of another server', () => {
  // To match each with each would take longer than the test may.
  const hostile = Array.from({ length: 2_000 }, (_, index) => `x://${'{a}'.repeat(600)}!${index}`);
  const templates = new Map([...of('a', hostile), ...of('b', ['x://item/{id}'])]);
  const ownerOf = guessOwner({ resources: new Map(), templates, able: [] });
  for (let index = 0; index < 100; index++) {
    expect(ownerOf(`x://item/${index}${'y'.repeat(3_000)}`)).toBe('b');
    expect(ownerOf(`x://${index}${'y'.repeat(6_000)}`)).toBeUndefined();
  }
});

test('the first server in the order of the registry is asked where templates of several match', () => {
  const templates = new Map([
    ...of('a', ['x://{id}', '{+anything}']),
    ...of('b', ['x://item/{id}', 'y://{id}']),
    ...of('a', ['{unclosed']),
  ]);
  const ownerOf = guessOwner({ resources: new Map(), templates, able: [] });
  expect(ownerOf('x://item')).toBe('a');
  expect(ownerOf('y://item')).toBe('a');
});

import { expect, test } from 'vitest';
import type { CachingHint } from './surface.ts';
import { surfaceOf } from './testing/surfaces.ts';
import { type CachedServer, mergeCaching } from './view-results.ts';

function server(hint: CachingHint | undefined, capability = 'tools'): CachedServer {
  const surface = { ...surfaceOf({}), caching: hint && { tools: hint } };
  return { surface, answer: { era: 'modern', capabilities: { [capability]: {} } } };
}

const hour: CachingHint = { ttlMs: 3_600_000, cacheScope: 'public' };
const minute: CachingHint = { ttlMs: 60_000, cacheScope: 'private' };
const none = { ttlMs: 0, cacheScope: 'private' };

test('a merged list is kept as long as its shortest part, and as privately as its most private', () => {
  expect(mergeCaching([server(hour)], 'tools')).toEqual(hour);
  const other = { ...hour, ttlMs: 5 };
  expect(mergeCaching([server(hour), server(other)], 'tools')).toEqual(other);
  expect(mergeCaching([server(hour), server(minute)], 'tools')).toEqual(minute);
  expect(mergeCaching([server(minute), server(hour)], 'tools')).toEqual(minute);
});

test('a server that says nothing, or was never seen, lets nothing be kept', () => {
  expect(mergeCaching([server(hour), server(undefined)], 'tools')).toEqual(none);
  const unseen = { surface: undefined, answer: undefined };
  expect(mergeCaching([server(hour), unseen], 'tools')).toEqual(none);
  expect(mergeCaching([], 'tools')).toEqual(none);
});

test('a server that has no such list has no say in it', () => {
  expect(mergeCaching([server(hour), server(undefined, 'prompts')], 'tools')).toEqual(hour);
  expect(mergeCaching([server(hour)], 'resourceTemplates')).toEqual(none);
});

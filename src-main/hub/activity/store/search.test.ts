/** Every filter, held against the plain reading of what it says. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type {
  ActivityFilter,
  CallDetails,
  CallOutcome,
} from '../../../../src-shared/domain/activity.ts';
import { batchOf, type MadeCall } from '../testing/calls.ts';
import { openStore } from '../testing/open-store.ts';

const words = ['get', 'getter', 'Issue', 'lÍst', 'ü', '今日', 'a1', 'file', 'filed'];
const text = fc
  .array(fc.constantFrom(...words, ' ', '_', '"', '\n'), { maxLength: 6 })
  .map((parts) => parts.join(' '));
const server = fc.constantFrom('github', 'GitHub', 'files');
const client = fc.constantFrom('cursor', 'zed');
const name = fc.constantFrom('get_issue', 'list', 'get');
const outcome = fc.constantFrom<CallOutcome>('ok', 'tool-error', 'error', 'cancelled');
const time = fc.integer({ min: 0, max: 50 });

const call: fc.Arbitrary<Partial<MadeCall>> = fc.record({
  at: time,
  durationMs: fc.integer({ min: 0, max: 30 }),
  server,
  client,
  name,
  outcome,
  args: text.map((value) => JSON.stringify({ value })),
  result: text.map((value) => JSON.stringify({ content: [{ type: 'text', text: value }] })),
});

const filter: fc.Arbitrary<ActivityFilter> = fc.record(
  {
    text,
    server,
    client,
    name,
    outcome: fc.uniqueArray(outcome, { maxLength: 3 }),
    since: time,
    until: time,
  },
  { requiredKeys: [] },
);

test('finds exactly the calls that a filter means', () => {
  fc.assert(
    fc.property(
      fc.array(call, { maxLength: 25 }),
      fc.array(filter, { minLength: 4 }),
      (calls, filters) => {
        using open = openStore();
        for (let at = 0; at < calls.length; at += 7) {
          open.store.write(batchOf(calls.slice(at, at + 7)), 0);
        }
        const all = calls.map((_call, index) => open.store.get({ id: index + 1 }) as CallDetails);
        for (const wanted of filters) {
          const expected = all.filter((one) => isMeant(one, wanted)).map(({ id }) => id);
          const { calls: found, total } = open.store.list({ filter: wanted, limit: 1_000 });
          expect(found.map(({ id }) => id)).toEqual(expected.toReversed());
          expect(total).toBe(expected.length);
          const newer = open.store.newer({ filter: wanted, after: 0, limit: 1_000 });
          expect(newer.calls.map(({ id }) => id)).toEqual(expected);
          const stats = open.store.stats({ filter: wanted, spanMs: 100, buckets: 1, now: 99 });
          expect(stats.all.calls).toBe(expected.length);
        }
      },
    ),
    { numRuns: 40 },
  );
});

test('a page begins where the last one ended, whatever the filter', () => {
  fc.assert(
    fc.property(fc.array(call, { maxLength: 30 }), filter, (calls, wanted) => {
      using open = openStore();
      open.store.write(batchOf(calls), 0);
      const whole = open.store.list({ filter: wanted, limit: 1_000 }).calls;
      const paged: typeof whole = [];
      for (;;) {
        const before = paged.at(-1)?.id;
        const page = open.store.list({ filter: wanted, limit: 4, before });
        paged.push(...page.calls);
        if (page.calls.length < 4) break;
      }
      expect(paged).toEqual(whole);
    }),
    { numRuns: 30 },
  );
});

/** What the contract says of each field, without any index. */
function isMeant(one: CallDetails, wanted: ActivityFilter): boolean {
  const plain = (value: string) =>
    value
      .toLowerCase()
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .replace(/\p{Script=Han}/gu, ' $& ');
  const split = (value: string) =>
    plain(value)
      .split(/[^\p{L}\p{N}]+/u)
      .filter(Boolean);
  const texts = [one.name, one.server, one.client, one.error ?? ''];
  for (const json of [one.arguments, one.result]) {
    texts.push(...Object.entries(flat(JSON.parse(json ?? '{}'))).flat());
  }
  const there = texts.flatMap(split);
  return (
    split(wanted.text ?? '').every((word) => there.some((other) => other.startsWith(word))) &&
    (wanted.server === undefined || one.server === wanted.server) &&
    (wanted.client === undefined || one.client === wanted.client) &&
    (wanted.name === undefined || one.name === wanted.name) &&
    (!wanted.outcome?.length || wanted.outcome.includes(one.outcome)) &&
    one.at >= (wanted.since ?? one.at) &&
    one.at <= (wanted.until ?? one.at)
  );
}

/** Keys and texts of a value, however deep. */
function flat(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [String(value)];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...flat(inner)]);
}

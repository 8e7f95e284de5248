import fc from 'fast-check';
import { expect, test } from 'vitest';
import { binOf, newHistogram, percentile } from './durations.ts';

test('knows percentiles to one part in twenty', () => {
  const durations = fc.array(fc.double({ min: 0.02, max: 1e8, noNaN: true }), { minLength: 1 });
  fc.assert(
    fc.property(durations, fc.constantFrom(0.5, 0.95), (all, part) => {
      const histogram = newHistogram();
      for (const one of all) histogram[binOf(one)] = (histogram[binOf(one)] ?? 0) + 1;
      const exact = all.sort((a, b) => a - b)[Math.ceil(part * all.length) - 1] ?? 0;
      const found = percentile(histogram, part) ?? 0;
      expect(Math.abs(found - exact)).toBeLessThanOrEqual(exact * 0.056);
    }),
  );
});

test('says nothing of no calls, and takes any duration', () => {
  expect(percentile(newHistogram(), 0.5)).toBeUndefined();
  for (const odd of [0, -1, 1e12]) expect(binOf(odd)).toBeGreaterThanOrEqual(0);
});

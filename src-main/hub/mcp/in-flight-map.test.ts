import fc from 'fast-check';
import { expect, test } from 'vitest';
import { InFlightMap } from './in-flight-map.ts';

test('does what a Map does, its order included', () => {
  const key = fc.oneof(
    fc.integer({ min: -1, max: 300 }),
    fc.constantFrom('"1"', '1', '"a-257"', ''),
  );
  const step = fc.record({ kind: fc.constantFrom('set', 'set', 'delete'), key, value: fc.nat() });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 600 }), (steps) => {
      const map = new InFlightMap<number | string, number>();
      const model = new Map<number | string, number>();
      for (const { kind, key, value } of steps) {
        if (kind === 'set') {
          map.set(key, value);
          model.set(key, value);
        } else expect(map.delete(key)).toBe(model.delete(key));
        expect([map.size, map.has(key), map.get(key)]).toEqual([
          model.size,
          model.has(key),
          model.get(key),
        ]);
      }
      expect(map.values()).toEqual([...model.values()]);
      expect(map.keys()).toEqual([...model.keys()]);
    }),
  );
});

test('lets entries be taken out while its values are gone through', () => {
  const map = new InFlightMap<number, number>();
  for (let id = 0; id < 500; id++) map.set(id, id);
  for (const id of map.values()) map.delete(id);
  expect(map.size).toBe(0);
});

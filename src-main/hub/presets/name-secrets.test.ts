import { expect, test } from 'vitest';
import { nameSecrets, type SecretSlot } from './name-secrets.ts';

const name = async (slots: readonly SecretSlot[], kept: Record<string, string> = {}) =>
  await nameSecrets(
    { owner: 'demo', id: 'mine', slots, takesKept: false },
    async (one) => kept[one],
  );

test('slots whose names differ in case only have a secret each, and find it again', async () => {
  const slots = [slot('token', 'first'), slot('Token', 'second'), slot('TOKEN', 'third')];
  const named = await name(slots);
  const names = ['DEMO_TOKEN', 'DEMO_TOKEN_MINE', 'DEMO_TOKEN_MINE_2'];
  expect(named.map((one) => one.name)).toEqual(names);
  expect(named.map(({ value }) => value)).toEqual(['first', 'second', 'third']);
  const kept = Object.fromEntries(named.map((one) => [one.name, String(one.value)]));
  const again = await name(slots, kept);
  expect(again.map((one) => one.name)).toEqual(names);
  expect(again.every(({ isKept }) => isKept)).toBe(true);
});

function slot(named: string, given: string): SecretSlot {
  return { parameter: { name: named, label: named, type: 'secret', required: true }, given };
}

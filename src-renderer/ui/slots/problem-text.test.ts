import { expect, test } from 'vitest';
import { PresetParameter, SlotProblem } from '../../../src-shared/domain/preset.ts';
import { de } from '../../messages/de/index.ts';
import { problemText } from './problem-text.ts';

const parameter = PresetParameter.parse({
  name: 'slot',
  label: 'Slot',
  type: 'number',
  min: 1,
  choices: ['a', 'b'],
  patternHint: 'erwartet wird mehr',
});

function said(kind: SlotProblem['kind'], field = 'slot'): string {
  return problemText(
    { parameter: field, kind, text: 'in the words of the hub' },
    {
      parameters: [parameter],
      id: 'notes',
      secrets: [{ parameter: 'slot', name: 'TOKEN', isKept: false }],
      words: de.presets.form,
    },
  );
}

test('every usual mistake is said in the reader’s language', () => {
  const kinds = SlotProblem.shape.kind.unwrap().options;
  const texts = kinds.map((kind) => said(kind));
  expect(texts.filter((text) => /words of the hub|undefined/.test(text))).toEqual([]);
  expect(new Set(texts).size).toBe(kinds.length);
  expect(said('range')).toBe('erwartet wird eine Zahl ab 1');
  expect(said('no-secret')).toContain('TOKEN');
  expect(said('taken', 'id')).toContain('notes');
});

test('what nobody knows other words for stays as it came', () => {
  expect(said(undefined)).toBe('in the words of the hub');
  expect(said('pattern', 'other')).toBe('in the words of the hub');
});

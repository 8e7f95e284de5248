import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadPresets } from '../../../src-main/hub/presets/load-presets.ts';
import { type Language, languages } from '../../messages/index.ts';
import { presetTexts } from '../../messages/preset-texts/index.ts';
import { textsOf, translatePreset } from './translate-preset.ts';

const presets = await loadPresets(join(import.meta.dirname, '../../../resources/presets'));
const written = new Set(presets.flatMap(textsOf));
const others = (Object.keys(languages) as Language[]).filter((language) => language !== 'en');

test.each(others)(
  'every text of every preset is there in %s, and none that is gone',
  async (language) => {
    const texts = await presetTexts[language]();
    expect(new Set(Object.keys(texts))).toEqual(written);
    for (const [english, text] of Object.entries(texts)) expect(text.trim(), english).not.toBe('');
    const sentences = [...written].filter((text) => text.endsWith('.'));
    for (const english of sentences) expect(texts[english]).not.toBe(english);
  },
);

test.each(others)('what is to be typed as it stands is the same in %s', async (language) => {
  const texts = await presetTexts[language]();
  // Addresses, settings in capitals, and names with an underscore, a colon or a dot within.
  const literals = /https?:\/\/[^\s,]+[^\s,.]|\b[A-Z]+_[A-Z_]+\b|\b[a-z]+(?:[_:.][a-z]+)+\b/g;
  for (const [english, text] of Object.entries(texts)) {
    for (const [literal] of english.matchAll(literals)) expect(text, english).toContain(literal);
  }
});

test('slots keep all but what is shown of them', async () => {
  const [preset] = presets.filter(({ id }) => id === 'github');
  if (!preset) throw new Error('there is no such preset');
  const said = translatePreset(preset, { 'Read only': 'Nur lesen' });
  const [before, after] = [preset, said].map(({ parameters }) => parameters);
  const index = preset.parameters.findIndex(({ label }) => label === 'Read only');
  expect(after?.[index]).toEqual({ ...before?.[index], label: 'Nur lesen' });
  expect(after?.filter((_, place) => place !== index)).toEqual(
    before?.filter((_, place) => place !== index),
  );
  expect(said.entry).toEqual(preset.entry);
});

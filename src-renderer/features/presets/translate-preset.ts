import type { Preset, PresetParameter } from '../../../src-shared/domain/preset.ts';
import type { PresetTexts } from '../../messages/preset-texts/preset-texts.ts';

/** What a reader sees of a preset, in other words; what there are none for stays as it is. */
export function translatePreset<T extends Preset>(preset: T, texts: PresetTexts): T {
  const said = (text: string) => texts[text] ?? text;
  const translated = (parameter: PresetParameter): PresetParameter => ({
    ...parameter,
    label: said(parameter.label),
    ...(parameter.help !== undefined && { help: said(parameter.help) }),
    ...(parameter.patternHint !== undefined && { patternHint: said(parameter.patternHint) }),
  });
  return {
    ...preset,
    summary: said(preset.summary),
    cautions: preset.cautions.map(said),
    parameters: preset.parameters.map(translated),
  };
}

/** Every text of a preset that `translatePreset` asks for. */
export function textsOf({ summary, cautions, parameters }: Preset): string[] {
  const ofFields = parameters.flatMap(({ label, help, patternHint }) => [label, help, patternHint]);
  return [summary, ...cautions, ...ofFields].filter((text) => text !== undefined);
}

import { presetTexts } from '../../messages/preset-texts/index.ts';
import type { HubClient } from '../../state/carrier.ts';
import { useLanguage } from '../../state/messages.tsx';
import { type HubQuery, useHubQuery } from '../../state/use-hub-query.ts';
import { translatePreset } from './translate-preset.ts';

/** A preset, with what is missing here for it and which servers run the same. */
export type PresetItem = Awaited<ReturnType<HubClient['presets']['list']>>[number];

/** All of them, in the reader's language. */
export function usePresets(): HubQuery<PresetItem[]> {
  const language = useLanguage();
  return useHubQuery(['presets', language], async (hub) => {
    const [presets, texts] = await Promise.all([hub.presets.list(), presetTexts[language]()]);
    return presets.map((preset) => translatePreset(preset, texts));
  });
}

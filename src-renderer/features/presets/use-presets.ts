import type { HubClient } from '../../state/carrier.ts';
import { type HubQuery, useHubQuery } from '../../state/use-hub-query.ts';

/** A preset, with what is missing here for it and which servers run the same. */
export type PresetItem = Awaited<ReturnType<HubClient['presets']['list']>>[number];

export function usePresets(): HubQuery<PresetItem[]> {
  return useHubQuery(['presets'], (hub) => hub.presets.list());
}

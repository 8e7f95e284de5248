import type { Preset } from '../../../src-shared/domain/preset.ts';
import { fillEntry } from './fill-entry.ts';
import { type FilledSlots, fillSlots, type SlotTemplate } from './fill-slots.ts';

export interface FillingPreset {
  preset: Preset;
  /** What the server is to be called. */
  id: string;
  values: Readonly<Record<string, unknown>>;
}

/**
 * Runs and writes nothing.
 *
 * @param look - the secret of that name, where there is one.
 */
export async function fillPreset(
  { preset, id, values }: FillingPreset,
  look: (name: string) => Promise<string | undefined>,
): Promise<FilledSlots> {
  const { id: owner, parameters, entry } = preset;
  const fill: SlotTemplate['fill'] = (slots) => fillEntry(entry, slots);
  const template: SlotTemplate = { owner, parameters, takesKept: true, fill };
  return await fillSlots({ template, id, values }, look);
}

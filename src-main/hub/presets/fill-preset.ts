import type { Preset } from '../../../src-shared/domain/preset.ts';
import { fillEntry } from './fill-entry.ts';
import { type FilledSlots, fillSlots, type SlotTemplate } from './fill-slots.ts';

export interface FillingPreset {
  preset: Preset;
  /** What the server is to be called. */
  id: string;
  values: Readonly<Record<string, unknown>>;
  /** Whether a secret that nobody gives may be one that is kept; so it is where this is left out. */
  takesKept?: boolean | undefined;
}

/**
 * Runs and writes nothing.
 *
 * @param look - the secret of that name, where there is one.
 */
export async function fillPreset(
  { preset, id, values, takesKept = true }: FillingPreset,
  look: (name: string) => Promise<string | undefined>,
): Promise<FilledSlots> {
  const { id: owner, parameters, entry } = preset;
  const fill: SlotTemplate['fill'] = (slots) => fillEntry(entry, slots);
  const template: SlotTemplate = { owner, parameters, takesKept, fill };
  return await fillSlots({ template, id, values }, look);
}

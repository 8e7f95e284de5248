import type { PresetParameter } from '../../../src-shared/domain/preset.ts';
import { findReferences, literalText } from '../../../src-shared/domain/references.ts';
import type { Manifest, UserOption } from './manifest.ts';
import { type Places, withPlaces } from './places.ts';

/** A bundle's setting as a slot, and what its manifest calls it in `${user_config.…}`. */
export interface BundleSlot {
  key: string;
  parameter: PresetParameter;
}

/** The settings that a manifest asks for, in its order. */
export function readParameters({ user_config }: Manifest, places: Places): BundleSlot[] {
  const names = new Set<string>();
  return Object.entries(user_config).map(([key, option]) => {
    const name = slotName(key, names);
    names.add(name);
    return { key, parameter: { name, ...describe(option, places) } };
  });
}

/** Slots are named more strictly than the manifest's keys. */
function slotName(key: string, taken: ReadonlySet<string>): string {
  const plain = key.replace(/[^a-zA-Z0-9_]/g, '_').replace(/^(?![a-zA-Z])/, 'x');
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? plain : `${plain}_${count}`;
    if (!taken.has(name)) return name;
  }
}

function describe(option: UserOption, places: Places): Omit<PresetParameter, 'name'> {
  const { title, description, required, min, max } = option;
  const type = typeOf(option);
  const preset = defaultOf(option, places);
  return {
    label: title,
    type,
    // A switch that nobody touches is off.
    required: required && type !== 'boolean',
    ...(description !== '' && { help: description }),
    ...(preset !== undefined && { default: preset }),
    ...(type === 'number' && min !== undefined && { min }),
    ...(type === 'number' && max !== undefined && { max }),
  };
}

function typeOf({ type, sensitive, multiple }: UserOption): PresetParameter['type'] {
  if (type === 'boolean') return 'boolean';
  if (sensitive) return 'secret';
  if (multiple) return 'list';
  const single = { string: 'text', number: 'number', directory: 'folder', file: 'file' } as const;
  return single[type];
}

function defaultOf({ default: given, sensitive }: UserOption, places: Places) {
  if (Array.isArray(given)) return given.map((text) => defaultText(text, places));
  if (typeof given !== 'string') return given;
  if (!sensitive) return defaultText(given, places);
  // A secret's value is taken as it is, and a reference is a person's to give: the secret that it
  // names may be another server's.
  return findReferences(given).length > 0 ? undefined : given;
}

function defaultText(text: string, places: Places): string {
  return withPlaces(text, places, { literal: literalText, place: literalText });
}

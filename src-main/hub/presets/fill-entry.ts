/** What a slot is filled with; undefined where it is left empty. */
export type SlotValue = string | boolean | readonly string[] | undefined;

export type SlotValues = ReadonlyMap<string, SlotValue>;

type Entry = Record<string, unknown>;

/**
 * An entry of registry.yaml from one with slots.
 *
 * - `{{name}}` becomes the value. A text whose slot is left empty is left out, with its key where it
 *   has one, so that optional options vanish as a whole (`--limit={{limit}}`).
 * - `{{name}}` alone in a list, of a list, becomes as many items.
 * - `{{name?text}}` becomes the text where the value is there and not false; else nothing.
 */
export function fillEntry(entry: Entry, values: SlotValues): Entry {
  return fillMap(entry, values) ?? {};
}

/** The names of the slots in an entry. */
export function slotNames(entry: unknown): string[] {
  const text = JSON.stringify(entry);
  return [...new Set([...text.matchAll(slot)].flatMap(([, name]) => name ?? []))];
}

const slot = /\{\{([a-zA-Z][a-zA-Z0-9_]*)(?:\?((?:(?!\}\}).)*))?\}\}/g;

function fillMap(map: Entry, values: SlotValues): Entry | undefined {
  const filled = Object.entries(map).flatMap(([key, value]) => {
    const [first] = fillValue(value, values);
    return first === undefined ? [] : [[key, first] as const];
  });
  // One of which nothing is left says nothing; one that was empty was meant so.
  return filled.length === 0 && Object.keys(map).length > 0
    ? undefined
    : Object.fromEntries(filled);
}

/** As many values as it becomes: none, one, or all of a list. */
function fillValue(value: unknown, values: SlotValues): unknown[] {
  if (typeof value === 'string') return fillText(value, values);
  if (Array.isArray(value)) return [value.flatMap((item) => fillValue(item, values))];
  if (typeof value !== 'object' || value === null) return [value];
  const filled = fillMap(value as Entry, values);
  return filled ? [filled] : [];
}

function fillText(text: string, values: SlotValues): string[] {
  const [only] = [...text.matchAll(slot)];
  const alone = only?.[0] === text && only[2] === undefined ? values.get(only[1] ?? '') : undefined;
  if (Array.isArray(alone)) return [...alone];
  let isLeftOut = false;
  const filled = text.replace(slot, (_, name: string, then: string | undefined) => {
    const value = textOf(values.get(name));
    if (then !== undefined) return value === '' || value === 'false' ? '' : then;
    if (value === '') isLeftOut = true;
    return value;
  });
  if (isLeftOut || (filled === '' && only)) return [];
  return [filled];
}

function textOf(value: SlotValue): string {
  return Array.isArray(value) ? value.join(',') : String(value ?? '');
}

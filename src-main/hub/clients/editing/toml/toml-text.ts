import type { Json, JsonObject } from '../../client.ts';

/** A value in one line, as every version of TOML reads it. */
export function tomlValue(value: Json): string {
  if (typeof value === 'string') return tomlString(value);
  if (typeof value === 'number') return tomlNumber(value);
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return `[${value.map(tomlValue).join(', ')}]`;
  const rows = tomlRows(value as JsonObject);
  return rows.length === 0 ? '{}' : `{ ${rows.join(', ')} }`;
}

/** `key = value` for each member. */
export function tomlRows(object: JsonObject): string[] {
  return Object.entries(object).map(([key, value]) => `${tomlKeys([key])} = ${tomlValue(value)}`);
}

/** Dotted. */
export function tomlKeys(keys: readonly string[]): string {
  return keys.map((key) => (/^[\w-]+$/.test(key) ? key : basicString(key))).join('.');
}

export function holdsNull(value: Json): boolean {
  if (typeof value !== 'object') return false;
  return value === null || Object.values(value).some(holdsNull);
}

/** Windows paths stay readable between single quotes, where nothing is escaped. */
function tomlString(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what has to be escaped
  const literal = text.includes('\\') && !/['\u0000-\u001F\u007F]/.test(text);
  return literal ? `'${text}'` : basicString(text);
}

/** JSON's escapes are TOML's, but for DEL, which JSON does not escape. */
function basicString(text: string): string {
  return JSON.stringify(text).replaceAll('\u007F', '\\u007F');
}

/** An integer beyond what 64 bits hold is written as the float that it is. */
function tomlNumber(number: number): string {
  const text = String(number);
  return Number.isInteger(number) && !Number.isSafeInteger(number) && /^-?\d+$/.test(text)
    ? `${text}.0`
    : text;
}

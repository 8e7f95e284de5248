import type { Json, JsonObject } from '../client.ts';

/**
 * Whether `standing` says all that `wanted` says. It may say more: keys that people and clients add to
 * Loom's entry are theirs. Lists have to be the same.
 */
export function agrees(standing: unknown, wanted: unknown): boolean {
  if (isObject(wanted) && isObject(standing)) {
    return Object.entries(wanted).every(
      ([key, value]) => Object.hasOwn(standing, key) && agrees(standing[key], value),
    );
  }
  return isSame(standing, wanted);
}

/** The same value, whatever the order of its keys. */
export function isSame(one: unknown, other: unknown): boolean {
  if (Array.isArray(one)) {
    return (
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((item, index) => isSame(item, other[index]))
    );
  }
  if (!isObject(one) || !isObject(other)) return Object.is(one, other);
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && isSame(one[key], other[key]))
  );
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value out of a file; dates and the like of TOML and YAML as their text. */
export function toJson(value: unknown): Json {
  return value === undefined ? null : (JSON.parse(JSON.stringify(value)) as Json);
}

import { isObject } from './is-object.ts';

/**
 * Variables or headers as texts: a map, a list of `NAME=value`, or a list of names with values.
 * Values of `null` take a variable away, or leave it as it is; either way nothing is set.
 */
export function textMap(
  value: unknown,
  what: 'env' | 'headers',
  warn: (text: string) => void,
): Readonly<Record<string, string>> {
  const pairs = Array.isArray(value) ? value.flatMap(pairOf) : Object.entries(objectOf(value));
  const given = pairs.filter(([, text]) => text !== null && text !== undefined);
  if (given.some(([, text]) => typeof text !== 'string')) warn(`${what} values were not strings`);
  return Object.fromEntries(given.map(([name, text]) => [name, asText(text)]));
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return isObject(value) ? value : {};
}

function pairOf(item: unknown): [string, unknown][] {
  if (typeof item === 'string') {
    const [, name, text] = /^([^=]+)=(.*)$/s.exec(item) ?? [];
    return name === undefined ? [] : [[name, text]];
  }
  const { name, key, value } = objectOf(item);
  const called = name ?? key;
  return typeof called === 'string' ? [[called, value]] : [];
}

function asText(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

import { z } from 'zod';
import { cutForeign } from '../../../src-shared/cut-foreign.ts';
import { Config } from '../../../src-shared/domain/config.ts';
import { Registry } from '../../../src-shared/domain/registry.ts';

/** A path as messages show it: the keys that are not Loom's own words are cut. */
export function shownPath(path: readonly PropertyKey[]): PropertyKey[] {
  return path.map((key) => (typeof key === 'number' ? key : shownKey(String(key))));
}

/** Whether a key is one of registry.yaml's or config.yaml's, and so no secret. */
export function isOwnWord(key: PropertyKey): boolean {
  ownWords ??= new Set([Registry, Config].flatMap((schema) => keysIn(jsonSchema(schema))));
  return ownWords.has(String(key));
}

let ownWords: Set<string> | undefined;

function shownKey(key: string): string {
  return isOwnWord(key) ? key : cutForeign(key);
}

function jsonSchema(schema: z.ZodType): unknown {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
}

/** The names of all properties, at any depth. */
function keysIn(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const own = 'properties' in schema ? Object.keys(schema.properties ?? {}) : [];
  return [...own, ...Object.values(schema).flatMap(keysIn)];
}

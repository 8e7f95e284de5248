import type { RJSFSchema } from '@rjsf/utils';
import { isRecord } from '../json-text.ts';
import { findProblems } from './problems.ts';

/**
 * A form's value as it is sent. Parts that nobody filled in are left out: the form library puts in the
 * constants of shapes that are only on display, and the places of tuples.
 *
 * @param schema - as the form was made of it.
 */
export function prune(value: unknown, schema: RJSFSchema): Record<string, unknown> {
  const pruned = pruneObject(value, schema, schema);
  return isRecord(pruned) ? pruned : {};
}

function pruneObject(value: unknown, schema: RJSFSchema, root: RJSFSchema): unknown {
  if (!isRecord(value)) return value;
  const { properties = {}, required = [] } = schema;
  const entries = Object.entries(value).flatMap(([name, one]) => {
    if (one === undefined) return [];
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (!isRecord(property)) return [[name, one]];
    const inner = pruneObject(one, property, root);
    const isOptional = !required.includes(name);
    return isOptional && isUntouched(inner, property, root) ? [] : [[name, inner]];
  });
  return Object.fromEntries(entries);
}

/** It holds nothing but constants, and does not fit: a person would have filled in the rest. */
function isUntouched(value: unknown, schema: RJSFSchema, root: RJSFSchema): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const constants = new Set<string>();
  collectConstants(schema, constants);
  if (!holdsOnly(value, constants)) return false;
  const { $defs, definitions } = root;
  return findProblems({ ...schema, $defs, definitions }, value).length > 0;
}

function holdsOnly(value: unknown, constants: ReadonlySet<string>): boolean {
  if (value === undefined) return true;
  if (typeof value === 'object' && value !== null) {
    return Object.values(value).every((one) => holdsOnly(one, constants));
  }
  return constants.has(JSON.stringify(value));
}

function collectConstants(schema: unknown, found: Set<string>): void {
  if (typeof schema !== 'object' || schema === null) return;
  if (isRecord(schema) && 'const' in schema) found.add(JSON.stringify(schema.const));
  for (const one of Object.values(schema)) collectConstants(one, found);
}

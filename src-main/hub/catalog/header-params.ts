import { findMembers, parseText } from '../../../src-shared/wire/json-scan.ts';
import { skipSpace } from '../../../src-shared/wire/skip-value.ts';

/** An argument of a tool that HTTP repeats in a header `Mcp-Param-<header>`. */
export interface HeaderParam {
  /** The name's part behind `Mcp-Param-`, as the tool spells it. */
  header: string;
  /** The names of the properties that lead to its value from the arguments on; at least one. */
  path: readonly string[];
  type: HeaderParamType;
}

export type HeaderParamType = 'string' | 'integer' | 'boolean';

export type HeaderParams =
  | { ok: true; params: readonly HeaderParam[] }
  | { ok: false; reason: string };

/**
 * The parameters that a tool marks with `x-mcp-header` in its `inputSchema` (2026-07-28
 * transports/streamable-http, "Schema Extension"). Over HTTP a client must leave out a tool for which
 * this is not ok; `reason` says what is wrong with it.
 *
 * A mark counts wherever a schema may stand, also behind keywords that nobody knows, but not in values
 * (`default`, `const`, `enum`, `examples`). The values of calls are read in mirrored-params.ts.
 *
 * @param toolText - the tool's JSON text, as in its server's list.
 */
export function headerParams(toolText: Uint8Array): HeaderParams {
  if (!mayHaveMarks(toolText)) return none;
  const found = findMembers(toolText, skipSpace(toolText, 0), ['inputSchema']);
  if (!found) return { ok: false, reason: 'its definition is malformed' };
  const [schema] = found;
  if (!schema) return none;
  if (schema.end - schema.start > longestSchema) {
    return { ok: false, reason: `its input schema is too long to look for ${keyword}` };
  }
  const root = parseText(toolText, schema);
  return root === undefined
    ? { ok: false, reason: 'its input schema is no JSON' }
    : readSchema(root);
}

const none: HeaderParams = { ok: true, params: [] };
const keyword = 'x-mcp-header';
/** How an escape of an ASCII character begins: with it the keyword can be spelled in another way. */
const asciiEscape = '\\u00';
/** In bytes; as values it takes many times the memory. */
const longestSchema = 4 * 1024 * 1024;

/** Hardly any tool has one: a native search instead of parsing them all. */
function mayHaveMarks({ buffer, byteOffset, byteLength }: Uint8Array): boolean {
  const bytes = Buffer.from(buffer, byteOffset, byteLength);
  return bytes.includes(keyword) || bytes.includes(asciiEscape);
}

/** Where something stands in the tool's input schema. */
interface Place {
  value: object;
  /** Undefined at the root. */
  parent: Place | undefined;
  /** The property or keyword that leads here. */
  name: string;
  /** Whether it is a schema to which `properties` alone lead. */
  isReachable: boolean;
}

/** With a list of what is still to be read, not recursion: a hostile depth must not end the process. */
function readSchema(root: unknown): HeaderParams {
  if (!isObject(root)) return none;
  const params = new Map<string, HeaderParam>();
  const places: Place[] = [{ value: root, parent: undefined, name: '', isReachable: true }];
  for (const place of places) {
    if (Object.hasOwn(place.value, keyword)) {
      const param = readMark(place);
      if (typeof param === 'string') return { ok: false, reason: param };
      const key = param.header.toLowerCase();
      if (params.has(key)) {
        return { ok: false, reason: `${keyword} "${param.header}" stands there more than once` };
      }
      params.set(key, param);
    }
    addInner(places, place);
  }
  return params.size === 0 ? none : { ok: true, params: [...params.values()] };
}

/** Field names of HTTP (RFC 9110 section 5.1). */
const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** The parameter, or what is wrong with the mark. */
function readMark(place: Place): HeaderParam | string {
  const path = pathOf(place);
  const shown = path.join('.') || 'the root';
  if (!place.isReachable || !place.parent) {
    return `${keyword} at ${shown} is not on a parameter that "properties" alone lead to`;
  }
  const { [keyword]: header, type: declared }: MarkedSchema = place.value;
  if (typeof header !== 'string' || !token.test(header)) {
    return `${keyword} at ${shown} is no name of a header`;
  }
  const type = types.find((known) => known === declared);
  if (!type) return `${keyword} at ${shown} is not on a string, integer or boolean`;
  return { header, path, type };
}

interface MarkedSchema {
  [keyword]?: unknown;
  type?: unknown;
}

const types: readonly HeaderParamType[] = ['string', 'integer', 'boolean'];

function pathOf(place: Place): string[] {
  const path: string[] = [];
  for (let at = place; at.parent; at = at.parent) path.push(at.name);
  return path.reverse();
}

/** Keywords whose members are values, not schemas. */
const ofValues = new Set(['const', 'default', 'enum', 'examples']);
/** Keywords whose members are schemas by a name. */
const ofNames = new Set([
  'properties',
  '$defs',
  'definitions',
  'patternProperties',
  'dependentSchemas',
  'dependencies',
]);

function addInner(places: Place[], place: Place): void {
  for (const [name, value] of Object.entries(place.value)) {
    if (!isObject(value) || ofValues.has(name)) continue;
    if (!ofNames.has(name) || Array.isArray(value)) {
      places.push({ value, parent: place, name, isReachable: false });
      continue;
    }
    const isReachable = place.isReachable && name === 'properties';
    for (const [key, inner] of Object.entries(value)) {
      if (isObject(inner)) places.push({ value: inner, parent: place, name: key, isReachable });
    }
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

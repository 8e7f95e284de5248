import { type OutputUnit, type Schema, type SchemaDraft, Validator } from '@cfworker/json-schema';

/** What is wrong with a value, by what its schema says. */
export interface Problem {
  /** The way to it, from the outside in; a missing property's own way. */
  path: string[];
  /** The schema's keyword that it breaks. */
  keyword: string;
  /** What the keyword says, such as the least length. */
  expected: unknown;
}

/**
 * What is wrong with `value`. Schemas come from servers: one that cannot be read finds nothing wrong, and
 * the server itself has the last word. No code is made of it, as the page's security policy demands.
 */
export function findProblems(schema: object, value: unknown): Problem[] {
  try {
    const copy = structuredClone(schema) as Schema;
    const { errors } = new Validator(copy, draftOf(schema), false).validate(
      withoutUndefined(value),
    );
    return leavesOf(errors).map((error) => problemOf(error, copy));
  } catch {
    return [];
  }
}

/** The draft that a schema says it is of; MCP's default where it says nothing. */
export function draftOf(schema: object): SchemaDraft {
  const named = '$schema' in schema ? String(schema.$schema) : '';
  if (/draft-0[67]/.test(named)) return '7';
  if (/draft-04/.test(named)) return '4';
  return /2019-09/.test(named) ? '2019-09' : '2020-12';
}

/** As it would be sent. */
export function withoutUndefined(value: unknown): unknown {
  return value === undefined ? {} : JSON.parse(JSON.stringify(value));
}

/** These only say that something inside is wrong, which is said by itself. */
const containers = new Set([
  '$ref',
  '$recursiveRef',
  'properties',
  'patternProperties',
  'items',
  'prefixItems',
  'additionalItems',
  'allOf',
  'if',
  'dependentSchemas',
  'dependencies',
  'propertyNames',
  'additionalProperties',
  'unevaluatedProperties',
  'unevaluatedItems',
]);

/** Of a union that nothing fits, the union itself: what its branches say contradicts each other. */
function leavesOf(errors: readonly OutputUnit[]): OutputUnit[] {
  const unions = errors
    .filter(({ keyword }) => keyword === 'anyOf' || keyword === 'oneOf' || keyword === 'not')
    .map(({ keywordLocation }) => `${keywordLocation}/`);
  const seen = new Set<string>();
  return errors.filter((error) => {
    const { keyword, instanceLocation, keywordLocation, error: text } = error;
    if (containers.has(keyword)) return false;
    if (unions.some((union) => keywordLocation.startsWith(union))) return false;
    const same = `${instanceLocation} ${keyword} ${text}`;
    if (seen.has(same)) return false;
    seen.add(same);
    return true;
  });
}

function problemOf(
  { keyword, instanceLocation, keywordLocation, error }: OutputUnit,
  schema: Schema,
): Problem {
  const path = pathOf(instanceLocation);
  const missing = keyword === 'required' ? /property "(.*)"/s.exec(error)?.[1] : undefined;
  if (missing !== undefined) return { path: [...path, missing], keyword, expected: undefined };
  // What must not be there at all is refused by the schema `false`.
  if (keyword === 'false') return { path, keyword: 'additionalProperties', expected: undefined };
  return { path, keyword, expected: at(schema, pathOf(keywordLocation)) };
}

/** The parts of `#/a/b~1c`. */
function pathOf(location: string): string[] {
  return location
    .split('/')
    .slice(1)
    .map((part) => decode(part).replaceAll('~1', '/').replaceAll('~0', '~'));
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The value at a way into a schema, through references inside of it. */
function at(schema: unknown, path: readonly string[]): unknown {
  let value = schema;
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) {
      return undefined;
    }
    const next = (value as Record<string, unknown>)[part];
    const isReference = part === '$ref' && typeof next === 'string';
    value = isReference ? at(schema, pathOf(next)) : next;
  }
  return value;
}

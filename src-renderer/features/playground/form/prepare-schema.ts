import type { RJSFSchema } from '@rjsf/utils';
import { isRecord } from '../json-text.ts';

type Raw = Record<string, unknown>;

/**
 * A server's schema as the form library draws it best. Values are the same: unions with null become
 * optional fields, lists of types unions, tuples the older spelling. Whatever is malformed is left out,
 * and `$id` with it, which would name a component.
 */
export function prepareSchema(schema: unknown): RJSFSchema {
  return prepare(schema, false);
}

/** Whether a form has anything to fill in. */
export function hasFields({ properties, anyOf, oneOf, allOf, $ref }: RJSFSchema): boolean {
  const named = isRecord(properties) && Object.keys(properties).length > 0;
  return named || [anyOf, oneOf, allOf, $ref].some((one) => one !== undefined);
}

/** A value of any type; not empty, since the library draws nothing for an empty schema. */
const anything: RJSFSchema = { $comment: 'any JSON' };

function prepare(schema: unknown, mayBeLeftOut: boolean): RJSFSchema {
  if (!isRecord(schema) || Object.keys(schema).length === 0) return anything;
  const kept = withTuples(withTexts(schema));
  const prepared = withConstantsType(mapChildren(kept));
  return splitTypes(mayBeLeftOut ? withoutNull(prepared) : prepared, mayBeLeftOut);
}

function mapChildren(schema: Raw): Raw {
  const result: Raw = { ...schema };
  const { required } = schema;
  const needed = new Set(Array.isArray(required) ? required : []);
  for (const key of ['properties', 'patternProperties', 'definitions', '$defs']) {
    if (key in result)
      result[key] = mapMembers(result[key], key === 'properties' ? needed : undefined);
  }
  for (const key of ['anyOf', 'oneOf', 'allOf']) {
    const list = result[key];
    if (Array.isArray(list) && list.length > 0)
      result[key] = list.map((one) => titled(prepare(one, false), key));
    else delete result[key];
  }
  const { items } = result;
  if (Array.isArray(items)) result.items = items.map((one) => prepare(one, false));
  else if (items !== undefined || result.type === 'array') {
    result.items = withEmptyText(prepare(items, false));
  }
  for (const key of ['additionalProperties', 'additionalItems']) {
    if (isRecord(result[key])) result[key] = prepare(result[key], false);
  }
  for (const key of ['if', 'then', 'else', 'not']) {
    if (key in result && !isRecord(result[key])) delete result[key];
  }
  return result;
}

/** A text that was added to a list and left empty is an empty text: a list has no gaps. */
function withEmptyText(item: RJSFSchema): RJSFSchema {
  const isPlain =
    item.type === 'string' && !('enum' in item || 'const' in item || 'format' in item);
  return isPlain && !('default' in item) ? { ...item, default: '' } : item;
}

/** A choice between constants is of their type, also where nobody says so. */
function withConstantsType(schema: Raw): Raw {
  const options = schema.oneOf ?? schema.anyOf;
  if ('type' in schema || !Array.isArray(options)) return schema;
  const types = new Set(options.map((one) => (isRecord(one) ? typeof one.const : 'undefined')));
  const [type = ''] = types;
  const isKnown = types.size === 1 && ['string', 'number', 'boolean'].includes(type);
  return isKnown ? { ...schema, type } : schema;
}

/** @param needed - the properties that have to be there; undefined for what are no properties. */
function mapMembers(members: unknown, needed: ReadonlySet<unknown> | undefined): Raw {
  if (!isRecord(members)) return {};
  const entries = Object.entries(members).filter(([name]) => name !== '__proto__');
  return Object.fromEntries(
    entries.map(([name, one]) => [name, prepare(one, needed !== undefined && !needed.has(name))]),
  );
}

/** Labels are texts, and what a component would be chosen by is none of the server's business. */
function withTexts({ $id: _id, id: _oldId, $schema: _draft, ...schema }: Raw): Raw {
  const result: Raw = { ...schema };
  for (const key of ['title', 'description', 'format']) {
    if (key in result && typeof result[key] !== 'string') delete result[key];
  }
  if ('enum' in result && !Array.isArray(result.enum)) delete result.enum;
  if ('required' in result && !Array.isArray(result.required)) delete result.required;
  return result;
}

/** Tuples of 2020-12 as those of the draft that the form library knows. */
function withTuples({ prefixItems, items, ...schema }: Raw): Raw {
  if (!Array.isArray(prefixItems)) return { ...schema, ...(items !== undefined && { items }) };
  return { ...schema, items: prefixItems, additionalItems: items ?? true };
}

/** Of an optional value that may be null: leaving it out says the same, and the form has a simple field. */
function withoutNull(schema: Raw): Raw {
  const { default: preset, ...others } = schema;
  const result: Raw = preset === null ? others : { ...schema };
  for (const key of ['anyOf', 'oneOf']) {
    const list = result[key];
    if (!Array.isArray(list) || !list.some(isNull)) continue;
    const rest = list.filter((one) => !isNull(one));
    const { [key]: _, ...outer } = result;
    if (rest.length === 1) return { ...untitled(rest[0]), ...outer };
    result[key] = rest;
  }
  if (Array.isArray(result.type) && result.type.length > 1) {
    result.type = result.type.filter((type) => type !== 'null');
  }
  return result;
}

function isNull(schema: unknown): boolean {
  return isRecord(schema) && (schema.type === 'null' || schema.const === null);
}

/** A value of several types is a choice between them. */
function splitTypes(schema: Raw, mayBeLeftOut: boolean): RJSFSchema {
  const { type, ...others } = schema;
  if (!Array.isArray(type)) return schema;
  const [first] = type;
  if (type.length === 1) return { ...others, type: first };
  if ('enum' in others || type.length === 0) return others;
  const { title, description, default: preset, ...limits } = others;
  const options = type.map((one) => prepare({ ...limits, type: one, title: String(one) }, false));
  const outer = { title, description, ...(preset !== undefined && { default: preset }) };
  return {
    ...withTexts(outer),
    anyOf: mayBeLeftOut ? options.filter((one) => !isNull(one)) : options,
  };
}

/** Each branch of a union gets a name to choose it by. */
function titled(schema: RJSFSchema, key: string): RJSFSchema {
  if (key === 'allOf' || schema.title !== undefined) return schema;
  const title = nameOf(schema);
  return title === undefined ? schema : { ...schema, title, [madeUp]: true };
}

/** Marks a title that the server did not give. */
const madeUp = 'x-loom-title';

function untitled(schema: unknown): Raw {
  if (!isRecord(schema) || !schema[madeUp]) return isRecord(schema) ? schema : {};
  const { title: _title, [madeUp]: _mark, ...others } = schema;
  return others;
}

function nameOf({ const: value, type, $ref, properties, items }: RJSFSchema): string | undefined {
  if (value !== undefined) return JSON.stringify(value);
  if (typeof $ref === 'string') return $ref.split('/').at(-1);
  if (isRecord(properties)) return kindIn(properties) ?? 'object';
  if (type === 'array' && isRecord(items) && typeof items.type === 'string')
    return `${items.type}[]`;
  return typeof type === 'string' ? type : undefined;
}

/** Branches of a union mostly have one property that tells them apart, such as `kind: "circle"`. */
function kindIn(properties: Raw): string | undefined {
  for (const [name, schema] of Object.entries(properties)) {
    if (isRecord(schema) && typeof schema.const === 'string') return `${name}: ${schema.const}`;
  }
  return undefined;
}

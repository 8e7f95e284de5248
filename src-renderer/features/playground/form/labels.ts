import type { RJSFSchema } from '@rjsf/utils';
import { isRecord } from '../json-text.ts';

/** What a value may be, in a few letters beside its name: `integer 1–10`, `string[]`. */
export function typeHint({
  type,
  format,
  minimum,
  maximum,
  items,
  contentEncoding,
}: RJSFSchema): string {
  const name = typeof type === 'string' ? type : '';
  if (name === 'array') {
    const of = typeof items === 'object' && !Array.isArray(items) ? items.type : undefined;
    return typeof of === 'string' ? `${of}[]` : name;
  }
  const detail = contentEncoding ?? format;
  if (name === 'string' && detail) return detail;
  const range = rangeOf(minimum, maximum);
  return range ? `${name} ${range}` : name;
}

/** Whether a value's fields stand under a heading of their own. */
export function drawsOwnName(schema: RJSFSchema): boolean {
  if (schema.type === 'object') return isKnownObject(schema);
  return schema.type === 'array' && !isChoice(schema);
}

/** An object of which more is known than that it is one. */
export function isKnownObject(schema: RJSFSchema): boolean {
  const { properties, additionalProperties, anyOf, oneOf, allOf, if: condition } = schema;
  return (
    isRecord(properties) ||
    isRecord(additionalProperties) ||
    [anyOf, oneOf, allOf, condition].some((one) => one !== undefined)
  );
}

/** Several of a few values. */
function isChoice({ uniqueItems, items }: RJSFSchema): boolean {
  return uniqueItems === true && isRecord(items) && 'enum' in items;
}

/** A title that says no more than the name does is not worth its place. */
export function isTelling(title: string | undefined, name: string): title is string {
  return title !== undefined && plain(title) !== plain(name);
}

/** Whether a text is likely to have several lines. */
export function isLong(name: string, { maxLength, format, pattern }: RJSFSchema): boolean {
  if (format || pattern) return format === 'textarea' || format === 'markdown';
  if (maxLength !== undefined) return maxLength > 200;
  return /(content|text|body|code|script|markdown|message|prompt|sql|html|css|diff|patch)s?$/i.test(
    name,
  );
}

/** How a string holds a file: as a data URL, in base64, or as it is; undefined where it holds none. */
export function fileKind({
  contentEncoding,
  contentMediaType,
  format,
}: RJSFSchema): 'data-url' | 'base64' | 'text' | undefined {
  if (format === 'data-url') return 'data-url';
  if (contentEncoding === 'base64' || format === 'byte' || format === 'binary') return 'base64';
  return typeof contentMediaType === 'string' ? 'text' : undefined;
}

function rangeOf(minimum: unknown, maximum: unknown): string {
  if (typeof minimum === 'number' && typeof maximum === 'number') return `${minimum}–${maximum}`;
  if (typeof minimum === 'number') return `≥ ${minimum}`;
  return typeof maximum === 'number' ? `≤ ${maximum}` : '';
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[\s_-]/g, '');
}

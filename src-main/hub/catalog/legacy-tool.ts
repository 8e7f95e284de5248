import {
  findMembers,
  parseText,
  type Span,
  scanObject,
} from '../../../src-shared/wire/json-scan.ts';
import { removeMembers } from '../../../src-shared/wire/member-edits.ts';
import { type Edit, splice } from '../../../src-shared/wire/splice.ts';
import { movedRefs } from './moved-refs.ts';

/** A tool of a modern server as clients of the legacy era are told of it. */
export interface LegacyTool {
  text: Uint8Array;
  /** Whether they expect each of its structured results within an object, as its `result`. */
  wrapsResults: boolean;
}

/**
 * From 2026-07-28 on a tool's results, and so its `outputSchema`, may be of any kind (SEP-2106). To
 * those before they are objects, and a client that reads strictly takes none of a list's tools where
 * one is of another kind. Such a schema becomes the one of an object with the member `result`, as the
 * official SDK has it; one that cannot be told in the legacy era is left out. Nothing else is touched.
 *
 * @param text - a tool's JSON text, as in its server's list. It must not change: what was made of it
 * is kept.
 */
export function legacyTool(text: Uint8Array): LegacyTool {
  const kept = known.get(text) ?? readTool(text);
  known.set(text, kept);
  return kept;
}

/** Asked on calls as well, so each definition is read once. */
const known = new WeakMap<Uint8Array, LegacyTool>();

function readTool(text: Uint8Array): LegacyTool {
  const found = findMembers(text, 0, [outputSchema]);
  const [schema] = found ?? [];
  if (found && !schema) return { text, wrapsResults: false };
  // One that stands there twice means one thing to some and another to others.
  const edits = schema ? wrapSchema(text, schema) : undefined;
  if (edits) return { text: spliced(text, edits), wrapsResults: edits.length > 0 };
  const removal = removeMembers(text, { start: 0, end: text.length }, [outputSchema]);
  return { text: spliced(text, removal), wrapsResults: false };
}

const outputSchema = 'outputSchema';
const OPEN_BRACE = 0x7b;

/** None where it is one of the legacy era already; undefined where it cannot become one. */
function wrapSchema(text: Uint8Array, schema: Span): Edit[] | undefined {
  if (text[schema.start] !== OPEN_BRACE) return undefined;
  const found = findMembers(text, schema.start, ['type', 'properties', '$schema']);
  if (!found) return undefined;
  const [type, properties, dialect] = found;
  if (type && parseText(text, type) === 'object') {
    return !properties || holdsObjects(text, properties) ? [] : undefined;
  }
  const refs = movedRefs(text, schema, '/properties/result');
  if (!refs) return undefined;
  const named = dialect && typeof parseText(text, dialect) === 'string';
  const head = named ? `"$schema":${textAt(text, dialect)},` : '';
  const { start, end } = schema;
  return [
    { span: { start, end: start }, text: `{${head}"type":"object","properties":{"result":` },
    ...refs,
    { span: { start: end, end }, text: '},"required":["result"]}' },
  ];
}

/** A property whose schema is `true` or `false` is one of the modern era, too. */
function holdsObjects(text: Uint8Array, properties: Span): boolean {
  let areObjects = true;
  const end = scanObject(text, properties.start, (_keyStart, _keyEnd, value) => {
    if (text[value.start] !== OPEN_BRACE) areObjects = false;
  });
  return end >= 0 && areObjects;
}

function textAt(text: Uint8Array, { start, end }: Span): string {
  return Buffer.from(text.subarray(start, end)).toString();
}

function spliced(text: Uint8Array, edits: readonly Edit[]): Uint8Array {
  return edits.length === 0 ? text : Buffer.concat(splice(text, edits));
}

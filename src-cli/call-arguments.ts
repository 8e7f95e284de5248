import { LoomError } from '../src-shared/errors.ts';

/** Fetches a tool's input schema; asked only when a value's type depends on it. */
export type FetchSchema = () => Promise<unknown>;

/**
 * A tool's arguments from the words of a command line: one JSON object, or `key=value` (a string,
 * unless the tool's input schema says otherwise) and `key:=json`.
 */
export async function parseArguments(
  words: readonly string[],
  fetchSchema: FetchSchema,
): Promise<Record<string, unknown>> {
  const [first] = words;
  if (first === undefined) return {};
  if (words.length === 1 && first.trimStart().startsWith('{')) return parseObject(first);
  const pairs = words.map(splitPair);
  const schema = pairs.some(({ isJson }) => !isJson) ? await fetchSchema() : undefined;
  return Object.fromEntries(
    pairs.map(({ key, text, isJson }) => [
      key,
      isJson || !takesString(schema, key) ? parseJson(key, text) : text,
    ]),
  );
}

function splitPair(word: string) {
  const match = /^([^=]+?)(:?=)(.*)$/s.exec(word);
  if (!match?.[1]) {
    throw new LoomError('usage', `"${word}" is neither a JSON object nor key=value.`, {
      remedy: 'loom call TOOL path=/tmp depth:=2, or loom call TOOL \'{"path": "/tmp"}\'',
    });
  }
  return { key: match[1], text: match[3] ?? '', isJson: match[2] === ':=' };
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch (cause) {
    throw new LoomError('usage', 'The arguments are no valid JSON.', {
      cause,
      remedy: 'Quote the object for your shell: loom call TOOL \'{"path": "/tmp"}\'',
    });
  }
  throw new LoomError('usage', 'The arguments must be a JSON object.');
}

function parseJson(key: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new LoomError('usage', `The value of "${key}" is no valid JSON: ${text}`, {
      cause,
      remedy: 'The tool wants a number, true, false, a list or an object there.',
    });
  }
}

/** Whether a property takes strings as far as its schema says; what it does not name does. */
function takesString(schema: unknown, key: string): boolean {
  const types = typesOf(read(read(schema, 'properties'), key));
  return types.length === 0 || types.includes('string');
}

/** The JSON types that a schema allows, through `anyOf` and `oneOf`; empty where it does not say. */
function typesOf(schema: unknown): string[] {
  const type = read(schema, 'type');
  if (typeof type === 'string') return [type];
  if (Array.isArray(type)) return type.map(String);
  const variants = [read(schema, 'anyOf'), read(schema, 'oneOf')].filter(Array.isArray).flat();
  const types = variants.map(typesOf);
  return types.some((variant) => variant.length === 0) ? [] : types.flat();
}

function read(value: unknown, key: string): unknown {
  const isRecord = typeof value === 'object' && value !== null && Object.hasOwn(value, key);
  return isRecord ? (value as Record<string, unknown>)[key] : undefined;
}

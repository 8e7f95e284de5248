import { credentialName } from '../../secret-scan/credential-name.ts';
import { looksSecret } from '../../secret-scan/looks-secret.ts';

/** JSON in a string in JSON in a string: deeper down nobody looks. */
const deepest = 3;
const stringOrKey = /"((?:[^"\\]|\\.)*)"(\s*:\s*)?/gs;
const hidden = '"…"';

/**
 * JSON text with the values of fields that are named like credentials taken out, also of JSON that
 * stands in its strings. It need not be whole: payloads are cut somewhere.
 */
export function hideCredentials(json: string, depth = 1): string {
  let clean = '';
  let done = 0;
  const replace = (start: number, end: number, text: string) => {
    clean += json.slice(done, start) + text;
    done = end;
  };
  for (const token of tokensOf(json)) {
    if (token.start < done) continue;
    const { start, end, text, isKey } = token;
    if (!isKey) {
      const inner = depth < deepest ? hideWithin(text, depth) : text;
      if (inner !== text) replace(start + 1, start + 1 + text.length, inner);
      continue;
    }
    const valueEnd = endOfValue(json, end);
    const value = json.slice(end, valueEnd);
    if (isCredential(text, value)) replace(end, valueEnd, hidden);
  }
  return clean + json.slice(done);
}

interface Token {
  start: number;
  end: number;
  /** Between the quotes. */
  text: string;
  isKey: boolean;
}

/** Strings and keys; at the end perhaps a string that was cut off. */
function* tokensOf(json: string): Generator<Token, void, void> {
  let end = 0;
  for (const match of json.matchAll(stringOrKey)) {
    const { index: start, 0: all, 1: text = '', 2: colon } = match;
    end = start + all.length;
    yield { start, end, text, isKey: colon !== undefined };
  }
  const start = json.indexOf('"', end);
  if (start >= 0) yield { start, end: json.length, text: json.slice(start + 1), isKey: false };
}

/** What a string holds may be JSON itself, and then has its quotes escaped. */
function hideWithin(text: string, depth: number): string {
  if (!text.includes('\\"')) return text;
  const inner = unescaped(text) ?? unescaped(text.replace(/\\(u[\da-f]{0,3})?$/i, ''));
  if (inner === undefined) return text;
  const clean = hideCredentials(inner, depth + 1);
  return clean === inner ? text : JSON.stringify(clean).slice(1, -1);
}

function unescaped(text: string): string | undefined {
  try {
    return JSON.parse(`"${text}"`) as string;
  } catch {
    return undefined;
  }
}

/** Whether a field's value is one to hide; a name that says it only perhaps needs a value that does. */
function isCredential(key: string, value: string): boolean {
  const certainty = credentialName(unescaped(key) ?? key);
  if (!certainty || /^(null|true|false|""|\{\s*\}|\[\s*\])?$/.test(value)) return false;
  if (certainty !== 'perhaps') return true;
  const text = /^"(.*?)"?$/s.exec(value)?.[1];
  return text !== undefined && looksSecret(unescaped(text) ?? text, certainty);
}

/** Behind the value at `at`, or the end of a text that was cut off in it. */
function endOfValue(json: string, at: number): number {
  const first = json[at];
  if (first === '"') return endOfString(json, at);
  if (first !== '{' && first !== '[') {
    const length = json.slice(at).search(/[,\]}\s]/);
    return length < 0 ? json.length : at + length;
  }
  let depth = 0;
  for (let index = at; index < json.length; index++) {
    const character = json[index];
    if (character === '"') index = endOfString(json, index) - 1;
    else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') depth -= 1;
    if (depth === 0) return index + 1;
  }
  return json.length;
}

function endOfString(json: string, at: number): number {
  for (let index = at + 1; index < json.length; index++) {
    if (json[index] === '\\') index += 1;
    else if (json[index] === '"') return index + 1;
  }
  return json.length;
}

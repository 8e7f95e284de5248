import { createHash } from 'node:crypto';

/** Longer ones are no words that anybody types; what begins alike is found alike. */
const longestWord = 40;

/**
 * The words of a text as they are indexed and searched: lower case, without accents, each once.
 * Chinese and Japanese write no spaces, so there each character is a word.
 */
export function wordsOf(text: string): string[] {
  const plain = text.toLowerCase();
  const found = /^[\0-\x7f]*$/.test(plain) ? plain.match(/[a-z\d]+/g) : foreignWords(plain);
  const words = new Set<string>();
  for (const word of found ?? []) words.add(cut(word));
  return [...words];
}

/** The same of JSON text, whose escapes are no letters. */
export function wordsOfJson(json: string): string[] {
  return wordsOf(json.includes('\\') ? json.replace(escapes, meant) : json);
}

const escapes = /\\(?:u([\da-f]{4})|(.))/gis;

function meant(_escape: string, code: string | undefined, character: string): string {
  if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
  return /[bfnrt]/.test(character) ? ' ' : character;
}

function foreignWords(text: string): string[] | null {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu, ' $& ')
    .match(/[\p{L}\p{N}]+/gu);
}

/** By characters, so that none is cut in two. */
function cut(word: string): string {
  return word.length <= longestWord ? word : [...word].slice(0, longestWord).join('');
}

/** Begins the words that stand for a whole value; no text has it in a word. */
const sign = '\u2042';
const known = new Map<string, string>();
const mostKnown = 5_000;

/** The one word that stands for all of a value in a field: `server` is exactly this. */
export function exactWord(field: 'server' | 'client' | 'name' | 'outcome', value: string): string {
  const key = `${field} ${value}`;
  const word = known.get(key);
  if (word) return word;
  if (known.size >= mostKnown) known.clear();
  const made = sign + createHash('sha256').update(key).digest('hex').slice(0, 20);
  known.set(key, made);
  return made;
}

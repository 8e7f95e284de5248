import type { Certainty } from './credential-name.ts';

/** Fewer characters than a machine-made credential of an unknown kind has. */
const shortestRandom = 20;
/** Shorter than any credential worth hiding. */
const shortest = 8;
/** Bits per character: random hexadecimal digits have more at this length, repetitions less. */
const leastEntropy = 2.8;

/**
 * Whether a value in a field that is called like a credential is one: no reference, no stand-in, no
 * path or address, and random enough for how surely the name says so.
 */
export function looksSecret(value: string, certainty: Certainty): boolean {
  const text = value.trim();
  if (text.length < shortest || isReference(text) || isPlaceholder(text)) return false;
  if (isAddress(text) || isSetting(text)) return false;
  if (certainty === 'password') return true;
  const random = text.length >= shortestRandom && !isWords(text) && entropy(text) >= leastEntropy;
  if (certainty === 'token') return random || mixes(text);
  return random && mixes(text) && !/\s/.test(text) && !uuid.test(text);
}

/** Bits per character by Shannon: 0 for a repetition, 4 for random hexadecimal digits. */
export function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  const length = [...text].length;
  let bits = 0;
  for (const count of counts.values()) bits -= (count / length) * Math.log2(count / length);
  return bits;
}

/** `${X}`, `$X`, `{env:X}`, `${{ secrets.X }}`, `$(command)`, `%X%`, `op://…`: stands for a value. */
export function isReference(text: string): boolean {
  return (
    /\$\{|\$\(|\{(env|file|input|secret):|\{\{/.test(text) ||
    /^\$[A-Za-z_]\w*$|^%\w+%$|^\$: |^(op|keyring|keychain|vault|env|file|secret|ref):/i.test(text)
  );
}

/** Words of which one is enough to say that the real value is still to come. */
const standIns = new Set(
  'your yours placeholder changeme replaceme redacted hidden dummy todo tbd goes here insert xxx'.split(
    ' ',
  ),
);
const trivial =
  /^(pass(word|wd)?|secret|token|(api)?[-_ ]?key|admin(istrator)?|root|user(name)?|guest|test(ing)?|demo|example|sample|fake|mock|postgres(ql)?|mysql|mariadb|mongo(db)?|redis|default|letmein|qwerty|minioadmin|guest|localhost|none|null|undefined|unset|empty|optional|required|keychain|keyring)\d{0,4}!?$/i;

/** What documentation puts where a secret belongs. */
export function isPlaceholder(text: string): boolean {
  if (/^[<[{(].*[>\]})]$/.test(text) || /^(.)\1*$/.test(text)) return true;
  if (/x{4,}|X{4,}|\*{3,}|\.{3}|…|•/.test(text) || /change[-_ ]?me|replace[-_ ]?me/i.test(text)) {
    return true;
  }
  if (/^(0?123456789?0?|1234567890?\d*|abcdef\w*)$/i.test(text) || trivial.test(text)) return true;
  if (/^(my|the|some|an?|put|add|enter|paste)[-_ ]/i.test(text) && isWords(text)) return true;
  return text.split(/[^A-Za-z0-9]+/).some(isStandIn);
}

/** Digits may stand around it; a word between digits is what random texts have by chance. */
function isStandIn(word: string): boolean {
  return standIns.has(word.replace(/^\d+|\d+$/g, '').toLowerCase());
}

/** A file, a folder or a place on the network. */
function isAddress(text: string): boolean {
  if (/^[a-z][\w+.-]*:\/\//i.test(text) || /^(~|\.{1,2}|[A-Za-z]:)[\\/]/.test(text)) return true;
  if (/^\/([\w.@ -]+\/)+[\w.@ -]*$/.test(text) || /^\\\\/.test(text)) return true;
  return /^([\w-]+\.)+[a-z]{2,}(:\d+)?$/i.test(text) && isWords(text.replace(/:\d+$/, ''));
}

/** A number, a span of time, a date, a list of plain words: something that is set, not kept. */
function isSetting(text: string): boolean {
  return (
    /^[-+]?\d+(\.\d+)?\s?[a-z]{1,3}$/i.test(text) ||
    /^\d{4}-\d\d-\d\d(T[\d:.]+Z?)?$/.test(text) ||
    /^[A-Za-z]+([,;:] ?[A-Za-z]+)+$/.test(text)
  );
}

/** Nothing but words, as in `read-from-keychain`; a random text has them only by great chance. */
function isWords(text: string): boolean {
  return /^[A-Za-z]{2,14}([-_. /][A-Za-z]{1,14})*$/.test(text);
}

/** Letters with at least two digits among them, or digits alone. */
function mixes(text: string): boolean {
  return (text.match(/\d/g)?.length ?? 0) >= 2;
}

const uuid = /^[\da-f]{8}-([\da-f]{4}-){3}[\da-f]{12}$/i;

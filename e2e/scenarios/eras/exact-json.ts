/**
 * JSON as it was written: every number, string and key keeps its own text, and members their order,
 * doubles included. What JSON.parse would round, reorder or drop can be compared here.
 */
export interface Exact {
  /** As it stands in the text, for scalars; built anew without spaces for the rest. */
  text: string;
  members?: readonly Member[];
  items?: readonly Exact[];
}

export interface Member {
  /** With its quotes and escapes. */
  key: string;
  value: Exact;
}

/** @throws SyntaxError where the text is no JSON, as far as its structure goes. */
export function readExact(text: string): Exact {
  const tokens = tokensOf(text);
  const [value, end] = readValue(tokens, 0);
  if (end !== tokens.length) throw new SyntaxError(`not one JSON value: ${text}`);
  return value;
}

/** The value at that path; the last one where a key stands there twice. */
export function at(value: Exact | undefined, ...path: string[]): Exact | undefined {
  let found = value;
  for (const name of path)
    found = found?.members?.findLast(({ key }) => nameOf(key) === name)?.value;
  return found;
}

/** The object without these members, at the top only. */
export function without(value: Exact, names: readonly string[]): Exact {
  if (!value.members) return value;
  return objectOf(value.members.filter(({ key }) => !names.includes(nameOf(key))));
}

/** The object with this member's value changed; nothing where it has none; gone where undefined. */
export function changed(
  value: Exact,
  name: string,
  change: (member: Exact) => Exact | undefined,
): Exact {
  if (!value.members) return value;
  const members = value.members.flatMap((member) => {
    if (nameOf(member.key) !== name) return [member];
    const next = change(member.value);
    return next ? [{ key: member.key, value: next }] : [];
  });
  return objectOf(members);
}

function objectOf(members: readonly Member[]): Exact {
  const texts = members.map(({ key, value }) => `${key}:${value.text}`);
  return { text: `{${texts.join(',')}}`, members };
}

function nameOf(key: string): string {
  return JSON.parse(key);
}

const token = /\s*("(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+)\s*/gy;

function tokensOf(text: string): string[] {
  return [...text.matchAll(token)].map(([, found = '']) => found);
}

function readValue(tokens: readonly string[], from: number): [Exact, number] {
  const first = tokens[from];
  if (first === '{') return readObject(tokens, from + 1);
  if (first === '[') return readArray(tokens, from + 1);
  if (first === undefined) throw new SyntaxError('the JSON ends too early');
  return [{ text: first }, from + 1];
}

function readObject(tokens: readonly string[], from: number): [Exact, number] {
  const members: Member[] = [];
  let next = from;
  while (tokens[next] !== '}') {
    const [value, end] = readValue(tokens, next + 2);
    members.push({ key: tokens[next] ?? '', value });
    next = tokens[end] === ',' ? end + 1 : end;
  }
  return [objectOf(members), next + 1];
}

function readArray(tokens: readonly string[], from: number): [Exact, number] {
  const items: Exact[] = [];
  let next = from;
  while (tokens[next] !== ']') {
    const [value, end] = readValue(tokens, next);
    items.push(value);
    next = tokens[end] === ',' ? end + 1 : end;
  }
  return [{ text: `[${items.map(({ text }) => text).join(',')}]`, items }, next + 1];
}

import { type Certainty, credentialName } from './credential-name.ts';

/** A piece of a text that would be a credential if it looked like one. */
export interface ValuePart {
  /** What calls it so: a field, a flag, a header, a parameter. */
  name: string;
  certainty: Certainty;
  start: number;
  end: number;
}

const assignment =
  /(?<![\w.-])-{0,2}([A-Za-z_][\w.-]*)=("[^"]*"|'[^']*'|[^\s;&,"']+)|"([\w.-]+)"\s*:\s*"([^"\\]*)"/dg;
const flag = /(?<![\w-])--?([A-Za-z][\w-]+)\s+("[^"]*"|'[^']*'|[^\s"'-][^\s"']*)/dg;
const header =
  /(?<![\w-])([A-Za-z][\w-]*):\s*(?:(?:Bearer|Basic|Token|ApiKey|Bot)\s+)?([^\s"'&;]+)/dgi;
const scheme = /^\s*(?:Bearer|Basic|Token|ApiKey|Bot)\s+(\S+)\s*$/di;
const url = /(?<![\w+.-])[a-z][\w+.-]*:\/\/[^\s"'<>]+/gi;

/**
 * The pieces of a text that are called like credentials: all of it where its field is, or a password
 * in a URL, a parameter in a query, `--token=…` or `TOKEN=…` in a command line, a header in one.
 * The larger piece comes before those inside it.
 *
 * @param name - of the field; for one of several arguments, the flag before it.
 */
export function valueParts(name: string, text: string): ValuePart[] {
  const parts = [...wholeText(name, text), ...urlParts(text)];
  for (const pattern of [header, assignment, flag]) {
    for (const { indices } of text.matchAll(pattern)) {
      const [, first, second, third, fourth] = indices ?? [];
      parts.push(...named(text, first ?? third, second ?? fourth));
    }
  }
  return parts;
}

function wholeText(name: string, text: string): ValuePart[] {
  const inScheme = scheme.exec(text)?.indices?.[1];
  const certainty = inScheme ? 'token' : credentialName(name);
  if (!certainty) return [];
  const [start, end] = inScheme ?? [text.length - text.trimStart().length, text.trimEnd().length];
  return start < end ? [{ name, certainty, start, end }] : [];
}

type Span = [number, number] | undefined;

/** Quotes around a value are no part of it. */
function named(text: string, name: Span, value: Span): ValuePart[] {
  if (!name || !value) return [];
  const word = text.slice(...name);
  const certainty = credentialName(word);
  if (!certainty) return [];
  const quoted = /^["']/.test(text.slice(...value)) ? 1 : 0;
  return [{ name: word, certainty, start: value[0] + quoted, end: value[1] - quoted }];
}

function urlParts(text: string): ValuePart[] {
  return [...text.matchAll(url)].flatMap(({ 0: found, index }) => [
    ...userInfo(found, index),
    ...longSegments(found, index),
  ]);
}

/** Some services hand out addresses that let in whoever has them: a random text is in the path. */
function longSegments(found: string, at: number): ValuePart[] {
  const [path = ''] = /^[^?#]*/.exec(found) ?? [];
  return [...path.matchAll(/(?<=\/)[\w=-]{32,}(?=\/|$)/g)]
    .filter(({ 0: segment }) => /[a-z]/.test(segment) && /[A-Z]/.test(segment))
    .map(({ 0: segment, index }) => {
      const start = at + index;
      return { name: 'url', certainty: 'perhaps', start, end: start + segment.length };
    });
}

/** `//user:password@host`, or a token in place of both. Assignments find what is in the query. */
function userInfo(found: string, at: number): ValuePart[] {
  const [, before = '', user = '', password] =
    /^([^:]+:\/\/)([^/?#@:]*)(?::([^/?#]*))?@[^/?#@]*/.exec(found) ?? [];
  if (before === '') return [];
  const start = at + before.length;
  if (password === undefined) {
    return [{ name: 'user', certainty: 'perhaps', start, end: start + user.length }];
  }
  const from = start + user.length + 1;
  if (password === user) return [];
  return [{ name: 'password', certainty: 'password', start: from, end: from + password.length }];
}

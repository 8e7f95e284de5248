import { cutForeign } from '../cut-foreign.ts';

/**
 * References in a server's definition: `${env:X}`, `${secret:X}`, `${project}`, `${home}`; `$${` is
 * a literal `${`. This file only finds them; the hub resolves them at spawn or request time.
 */
export type Reference =
  | { kind: 'env'; name: string; written: string }
  | { kind: 'secret'; name: string; written: string }
  | { kind: 'project' | 'home'; written: string };

export type ReferencePart =
  | Reference
  | { kind: 'text'; text: string }
  /** Looks like a reference and is none; `problem` says why and what to write, `quiet` repeats nothing. */
  | { kind: 'malformed'; problem: string; quiet: string };

/** The text cut into literal parts and references, in order. */
export function splitReferences(text: string): ReferencePart[] {
  const parts: ReferencePart[] = [];
  let from = 0;
  for (const match of text.matchAll(/\$\$\{|\$\{([^{}]*)(\}?)/g)) {
    if (match.index > from) parts.push({ kind: 'text', text: text.slice(from, match.index) });
    from = match.index + match[0].length;
    if (match[1] === undefined) parts.push({ kind: 'text', text: '${' });
    else if (match[2]) parts.push(readReference(match[1]));
    else parts.push(malformed('"${" has no "}" after it'));
  }
  if (from < text.length) parts.push({ kind: 'text', text: text.slice(from) });
  return parts;
}

/** A text that stands for itself, whatever is in it. */
export function literalText(text: string): string {
  // As a function: in a replacement `$$` would be one `$`.
  return text.replaceAll('${', () => '$${');
}

/** The references in a text, in order; malformed ones are left out. */
export function findReferences(text: string): Reference[] {
  return splitReferences(text).filter(isReference);
}

/** What is wrong with the first malformed reference in a text, if there is one. */
export function referenceProblem(text: string): { text: string; quiet: string } | undefined {
  const part = splitReferences(text).find(({ kind }) => kind === 'malformed');
  return part?.kind === 'malformed' ? { text: part.problem, quiet: part.quiet } : undefined;
}

function isReference(part: ReferencePart): part is Reference {
  return part.kind !== 'text' && part.kind !== 'malformed';
}

function readReference(inner: string): ReferencePart {
  const written = `\${${inner}}`;
  if (inner === 'project' || inner === 'home') return { kind: inner, written };
  const [, kind, name] = /^(env|secret):([A-Za-z_][\w.()-]*)$/.exec(inner) ?? [];
  if (name && (kind === 'env' || kind === 'secret')) return { kind, name, written };
  return malformed(describeUnknown(inner));
}

/** Repeats only what looks like a name, and only its beginning: it may be part of a password. */
function describeUnknown(inner: string): string {
  if (/^(env|secret):/.test(inner)) {
    return `"\${${inner.split(':')[0]}:…}" needs a name of letters, digits and "_"`;
  }
  if (!/^[A-Za-z][\w:.-]{0,40}$/.test(inner)) return anyUnknown;
  if (/^workspaceFolder$/.test(inner)) return `unknown reference "\${${inner}}"; use "\${project}"`;
  if (/^[A-Z][A-Z0-9_]*$/.test(inner)) {
    const name = cutForeign(inner);
    return `unknown reference "\${${name}}"; did you mean "\${env:${name}}"?`;
  }
  return `unknown reference "\${${cutForeign(inner)}}"`;
}

const anyUnknown = 'an unknown reference "${…}"';

function malformed(what: string): ReferencePart {
  const known = '${env:X}, ${secret:X}, ${project} and ${home}';
  const hint = `(there are ${known}; "$\${" is a literal "\${")`;
  return { kind: 'malformed', problem: `${what} ${hint}`, quiet: `${anyUnknown} ${hint}` };
}

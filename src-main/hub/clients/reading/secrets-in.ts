import type { Certainty } from '../../secret-scan/credential-name.ts';
import type { KnownFormat } from '../../secret-scan/known-formats.ts';
import { isReference, looksSecret } from '../../secret-scan/looks-secret.ts';
import { valueParts } from '../../secret-scan/value-parts.ts';
import type { EntryLeaf } from './entry-leaves.ts';
import type { FoundSecret } from './found-server.ts';

interface Span {
  start: number;
  end: number;
}

/** What tokens of known formats are in a text, by where it stands. */
export type FormatsByPath = ReadonlyMap<string, readonly KnownFormat[]>;

export function pathKey(path: readonly unknown[]): string {
  return JSON.stringify(path);
}

/** The plain text in an entry that belongs into a vault, judged by its name and its looks. */
export function secretsIn(leaves: readonly EntryLeaf[], formats?: FormatsByPath): FoundSecret[] {
  return leaves.flatMap((leaf) =>
    spansIn(leaf, formats?.get(pathKey(leaf.path)) ?? []).map(
      (span): FoundSecret => ({
        path: leaf.path,
        where: placeOf(leaf, span),
        value: leaf.text.slice(span.start, span.end),
        text: leaf.text,
      }),
    ),
  );
}

function spansIn({ name, text }: EntryLeaf, formats: readonly KnownFormat[]): Span[] {
  const spans: Span[] = [];
  for (const { certainty, start, end } of valueParts(name, text)) {
    const isNew = !spans.some((other) => overlap(other, { start, end }));
    if (isNew && isSecret(text.slice(start, end), certainty)) spans.push({ start, end });
  }
  for (const { start, end } of formats) {
    if (isReference(text.slice(start, end))) continue;
    const index = spans.findIndex((other) => overlap(other, { start, end }));
    const same = spans[index];
    if (!same) spans.push({ start, end });
    else spans[index] = { start: Math.min(start, same.start), end: Math.max(end, same.end) };
  }
  return spans.sort((a, b) => a.start - b.start);
}

/**
 * Less strict than the search for what was forgotten in files: a person looks at what is found here,
 * and a harmless text in the vault costs less than a token in registry.yaml.
 */
function isSecret(text: string, certainty: Certainty): boolean {
  if (looksSecret(text, certainty)) return true;
  return certainty === 'token' && /\d/.test(text) && looksSecret(text, 'password');
}

function overlap(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

/** In an address it is a password or a parameter, wherever the address stands. */
function placeOf({ place, text }: EntryLeaf, { start, end }: Span): FoundSecret['where'] {
  for (const { 0: url, index } of text.matchAll(/[a-z][\w+.-]*:\/\/[^\s"'<>]+/gi)) {
    if (start < index || end > index + url.length) continue;
    const before = url.slice(0, start - index);
    if (before.includes('?')) return 'url-query';
    if (/^[^/]*\/\/[^/?#]*$/.test(before) && url[end - index] === '@') return 'url-password';
  }
  return place;
}

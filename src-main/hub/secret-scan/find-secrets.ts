import type { SecretFinding } from '../../../src-shared/domain/secret-finding.ts';
import { pathText } from '../registry/reporter.ts';
import type { FindKnownFormats, KnownFormat } from './known-formats.ts';
import { isReference, looksSecret } from './looks-secret.ts';
import { maskSecret } from './mask-secret.ts';
import type { TextLeaf } from './text-leaf.ts';
import { valueParts } from './value-parts.ts';

/** A piece of a text that is a secret; whoever holds this holds the secret. */
export interface FoundSecret {
  leaf: TextLeaf;
  /** What calls it so: a field, a flag, a header, a parameter. */
  name: string;
  /** The piece of the leaf's text. */
  start: number;
  end: number;
  format?: string;
}

/**
 * The secrets among the texts of one file. A text is judged by the formats of well-known tokens,
 * whatever its field is called, and by how it looks where its field is called like a credential.
 */
export async function findSecrets(
  leaves: readonly TextLeaf[],
  findFormats: FindKnownFormats,
): Promise<FoundSecret[]> {
  const texts = leaves.map((leaf, index) => ({
    leaf,
    name: fieldName(leaf, leaves[index - 1]),
    text: leaf.text,
  }));
  const formats = await findFormats(texts);
  return texts.flatMap((text, index) =>
    addFormats(secretParts(text.name, text.leaf), text, formats[index] ?? []),
  );
}

/** What may be shown of it. */
export function describeSecret(
  { leaf, start, end, format }: FoundSecret,
  about: { file: string; client?: string },
): SecretFinding {
  const secret = leaf.text.slice(start, end);
  const path = leaf.path.map((key) => (repeats(String(key), secret) ? '…' : key));
  return {
    ...about,
    line: leaf.line,
    column: leaf.column,
    field: pathText(path),
    ...(format !== undefined && { format }),
    preview: maskSecret(secret, format),
  };
}

/** More of a secret than this in the name of its field gives it away. */
const longestRepetition = 12;

function repeats(key: string, secret: string): boolean {
  const length = Math.min(longestRepetition, secret.length);
  for (let at = 0; at + length <= secret.length; at++) {
    if (key.includes(secret.slice(at, at + length))) return true;
  }
  return false;
}

/** The field's own name; for one of several arguments, the flag before it, if that wants a value. */
function fieldName({ path }: TextLeaf, before: TextLeaf | undefined): string {
  const last = path.at(-1);
  if (typeof last !== 'number') return String(last ?? '');
  const list = pathText(path.slice(0, -1));
  const isNext = before?.path.at(-1) === last - 1 && pathText(before.path.slice(0, -1)) === list;
  return (isNext && /^--?([A-Za-z][\w-]*)$/.exec(before.text)?.[1]) || '';
}

/** What stands in for a secret has a name in it, which is none: `${secret:CLOUDFLARE_API_TOKEN}`. */
const namedReference = /\{(?:env|file|input|secret):[^{}]*\}/g;

function secretParts(name: string, leaf: TextLeaf): FoundSecret[] {
  const secrets: FoundSecret[] = [];
  const references = [...leaf.text.matchAll(namedReference)].map(({ 0: text, index }) => ({
    start: index,
    end: index + text.length,
  }));
  for (const { certainty, ...part } of valueParts(name, leaf.text)) {
    const isInside = references.some(({ start, end }) => start < part.start && part.end <= end);
    if (isInside) continue;
    const isNew = !secrets.some((other) => overlap(other, part));
    if (isNew && looksSecret(leaf.text.slice(part.start, part.end), certainty)) {
      secrets.push({ leaf, ...part });
    }
  }
  return secrets;
}

function addFormats(
  byName: readonly FoundSecret[],
  { leaf, name }: { leaf: TextLeaf; name: string },
  formats: readonly KnownFormat[],
): FoundSecret[] {
  const secrets = [...byName];
  for (const known of formats) {
    if (isReference(leaf.text.slice(known.start, known.end))) continue;
    const index = secrets.findIndex((other) => overlap(other, known));
    const same = secrets[index];
    if (!same) {
      secrets.push({ leaf, name, ...known });
      continue;
    }
    const start = Math.min(same.start, known.start);
    secrets[index] = { ...same, ...known, start, end: Math.max(same.end, known.end) };
  }
  return secrets.sort((a, b) => a.start - b.start);
}

interface Span {
  start: number;
  end: number;
}

function overlap(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

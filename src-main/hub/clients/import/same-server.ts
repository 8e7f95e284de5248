import type { Draft, Field, Part, Text } from './draft.ts';
import { fieldKey } from './draft.ts';

/**
 * What makes two entries the same server: the command with its arguments, or the URL, whatever they
 * are called and whatever secrets they hold (clients.md pitfall 34).
 */
export function identityOf({ transport, fields }: Pick<Draft, 'transport' | 'fields'>): string {
  const text = (path: Field['path'][0]) => fields.find((field) => field.path[0] === path)?.text;
  if (transport !== 'stdio') return `url ${normalUrl(faceless(text('url') ?? []))}`;
  const words = fields
    .filter(({ path }) => path[0] === 'args')
    .map((field) => faceless(field.text));
  const command = normalCommand(faceless(text('command') ?? []));
  return `command ${JSON.stringify([command, ...normalArguments(command, words)])}`;
}

/** Whether neither says something else than the other: one may say more, but not with other keys. */
export function isCompatible(one: readonly Field[], other: readonly Field[]): boolean {
  if (!isSameText(hiddenIn(one), hiddenIn(other))) return false;
  const [fewer = [], more = []] = [one, other]
    .map((fields) => fields.filter((field) => isOwn(field) && field.path[0] !== 'cwd'))
    .map((fields) => fields.filter(({ text }) => text.some(({ kind }) => kind !== 'literal')))
    .map((fields) => fields.map(fieldKey))
    .sort((a, b) => a.length - b.length);
  // Who signs in another way may be somebody else.
  if (!fewer.every((key) => more.includes(key))) return false;
  const texts = new Map(one.map((field) => [fieldKey(field), field.text]));
  return other.filter(isOwn).every((field) => {
    const text = texts.get(fieldKey(field));
    return text === undefined || isSameText(text, field.text);
  });
}

/** The secrets of the command line or URL, which `identityOf` takes no notice of. */
function hiddenIn(fields: readonly Field[]): Text {
  return fields
    .filter((field) => !isOwn(field))
    .flatMap(({ text }) => text.filter(({ kind }) => kind === 'secret' || kind === 'blank'));
}

/** Fields in which the same server may differ from place to place. */
export function isOwn({ path }: Field): boolean {
  return path[0] === 'env' || path[0] === 'headers' || path[0] === 'cwd';
}

/** A secret that one place has, another one may ask for. */
function isSameText(one: Text, other: Text): boolean {
  return (
    one.length === other.length &&
    one.every((part, index) => isSamePart(part, other[index] ?? { kind: 'literal', text: '' }))
  );
}

function isSamePart(one: Part, other: Part): boolean {
  if (one.kind === 'blank') return other.kind === 'blank' || other.kind === 'secret';
  if (other.kind === 'blank') return one.kind === 'secret';
  return JSON.stringify(one) === JSON.stringify(other);
}

/** The text with the same sign for every secret. */
function faceless(text: Text): string {
  return text
    .map((part) => {
      if (part.kind === 'literal') return part.text;
      const isHidden = part.kind !== 'reference' || part.written.startsWith('${secret:');
      return isHidden ? '\0' : part.written;
    })
    .join('');
}

const launchers = new Set(
  'npx npm node bunx bun pnpm yarn deno uvx uv pipx python python3 docker podman dnx'.split(' '),
);

/** A launcher is the same wherever it lies; of any other program the path tells which it is. */
function normalCommand(command: string): string {
  const name = (command.split(/[\\/]/).at(-1) ?? '').replace(/\.(exe|cmd|bat)$/i, '').toLowerCase();
  return launchers.has(name) ? name : command;
}

function normalArguments(command: string, words: readonly string[]): string[] {
  if (command !== 'npx' && command !== 'bunx') return [...words];
  return words
    .filter((word) => word !== '-y' && word !== '--yes')
    .map((word) => word.replace(/(?<=.)@latest$/, ''));
}

function normalUrl(url: string): string {
  const [, origin = '', rest = ''] = /^([a-z]+:\/\/[^/?#]*)(.*)$/is.exec(url) ?? [];
  return origin === '' ? url : `${origin.toLowerCase()}${rest.replace(/\/$/, '')}`;
}

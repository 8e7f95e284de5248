import { ServerId } from '../../../../src-shared/domain/server.ts';
import type { Merged } from './merge-drafts.ts';

const longest = 32;

interface Names {
  known: Readonly<Record<string, unknown>>;
  /** Those of the candidates before it. */
  used: ReadonlySet<string>;
  alreadyAs: string | undefined;
}

/** A valid name that nobody else has, and whom it would have collided with. */
export function chooseId(
  { names }: Pick<Merged, 'names'>,
  { known, used, alreadyAs }: Names,
): { id: string; conflict?: string } {
  if (alreadyAs !== undefined && !used.has(alreadyAs)) return { id: alreadyAs };
  const wanted = toServerId(names[0] ?? '');
  const isTaken = (id: string) => Object.hasOwn(known, id) || used.has(id);
  if (!isTaken(wanted)) return { id: wanted };
  for (let number = 2; ; number++) {
    const id = `${wanted.slice(0, longest - 1 - `${number}`.length)}-${number}`;
    if (!isTaken(id)) return { id, conflict: wanted };
  }
}

/** What a client calls a server as a name in registry.yaml: of `github.com/x/y` the last part. */
export function toServerId(name: string): string {
  const last = name.split('/').findLast((part) => /[a-z0-9]/i.test(part)) ?? name;
  const id = last
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-zA-Z0-9_-]+/g, '-')
    .replace(/__+/g, '_')
    .replace(/^[^a-zA-Z0-9]+/, '')
    .slice(0, longest)
    .replace(/[_-]+$/, '');
  return ServerId.safeParse(id).success ? id : 'server';
}

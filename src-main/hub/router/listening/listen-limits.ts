import { LoomError } from '../../../../src-shared/errors.ts';
import type { Session } from '../../sessions/session.ts';

/** A listen as far as limits go. */
export interface Counted {
  readonly session: Session;
  /** How much it follows. */
  readonly followed: number;
  /** The length of its request in bytes, which is kept. */
  readonly bytes: number;
}

interface Limits {
  listens: number;
  followed: number;
  bytes: number;
}

const mebibyte = 1024 * 1024;
/** All that is followed at a server stands in one request to it, which must not grow too long. */
const ofSession: Limits = { listens: 100, followed: 5_000, bytes: 4 * mebibyte };
const inAll: Limits = { listens: 1_000, followed: 20_000, bytes: 32 * mebibyte };

/** Why one more listen cannot be open besides those that are; undefined where it can. */
export function whyTooMany(open: Iterable<Counted>, fresh: Counted): LoomError | undefined {
  const own: Limits = { listens: 1, followed: fresh.followed, bytes: fresh.bytes };
  const all: Limits = { ...own };
  for (const listen of open) {
    add(all, listen);
    if (listen.session === fresh.session) add(own, listen);
  }
  const whose = exceeds(own, ofSession) ? 'listens of this client' : 'listens';
  if (!exceeds(own, ofSession) && !exceeds(all, inAll)) return undefined;
  return new LoomError('server-busy', `too many ${whose} are open, or they follow too much`, {
    remedy: 'End some of them, or put what they ask for into one.',
  });
}

function add(sum: Limits, { followed, bytes }: Counted): void {
  sum.listens += 1;
  sum.followed += followed;
  sum.bytes += bytes;
}

function exceeds(sum: Limits, limits: Limits): boolean {
  return sum.listens > limits.listens || sum.followed > limits.followed || sum.bytes > limits.bytes;
}

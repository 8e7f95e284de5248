import { createHash } from 'node:crypto';

const longestName = 50;

/** Which server and upstream name stand behind an exposed name. */
export interface Origin {
  serverId: string;
  name: string;
}

/** An origin that people have given another name than its server does. */
export interface NamedOrigin extends Origin {
  /** Takes the upstream name's place in the exposed one. */
  calledAs?: string | undefined;
}

export type Naming = 'prefix' | 'bare';

/**
 * Exposed names for tools or prompts (design.md section 6): `server__tool` in `[a-zA-Z0-9_-]`, at
 * most 50 characters. Of names that fall together the one that needed no change, by us or by people,
 * keeps the name, the
 * others end in a hash of server and upstream name. The result depends on the set alone, never on
 * the order.
 *
 * @returns for each origin its exposed name, in the order given.
 */
export function exposeNames(origins: readonly NamedOrigin[], naming: Naming): string[] {
  if (naming === 'bare') return exposeBare(origins);
  return distinct(origins.map((origin) => ({ origin, wanted: prefixed(origin) })));
}

function exposeBare(origins: readonly NamedOrigin[]): string[] {
  const candidates = origins.map((origin) => ({ origin, wanted: bareName(origin) }));
  const owners = ownersOf(candidates, ({ wanted }) => wanted);
  return distinct(
    candidates.map(({ origin, wanted }) => {
      const alone = owners.get(wanted)?.size === 1;
      return { origin, wanted: alone ? wanted : prefixed(origin) };
    }),
  );
}

/** What a tool or prompt is called where nothing needs to be told apart. */
function bareName({ name, calledAs }: NamedOrigin): string {
  return calledAs ?? name;
}

function prefixed(origin: NamedOrigin): string {
  return `${origin.serverId}__${bareName(origin)}`;
}

interface Candidate {
  origin: NamedOrigin;
  wanted: string;
}

function distinct(candidates: readonly Candidate[]): string[] {
  const safe = candidates.map(({ origin, wanted }) => safeName(wanted, origin));
  const owners = ownersOf(candidates, ({ wanted }) => wanted);
  const isGiven = ({ origin }: Candidate) => origin.calledAs !== undefined;
  const natives = ownersOf(
    candidates.filter((candidate) => !isGiven(candidate)),
    ({ wanted }) => wanted,
  );
  const claimants = ownersOf(candidates, (_, index) => safe[index] ?? '');
  return candidates.map((candidate, index) => {
    const { origin, wanted } = candidate;
    const name = safe[index] ?? wanted;
    const rivals = isGiven(candidate) ? owners : natives;
    const isOwner = name === wanted && rivals.get(name)?.size === 1;
    return isOwner || claimants.get(name)?.size === 1 ? name : hashed(name, origin);
  });
}

function safeName(wanted: string, origin: Origin): string {
  const allowed = wanted.replace(/[^a-zA-Z0-9_-]/g, '_');
  return allowed.length <= longestName ? allowed : hashed(allowed, origin);
}

/** Head and hash; the same for ever for the same server and name. */
function hashed(name: string, { serverId, name: upstreamName }: Origin): string {
  const digest = createHash('sha256').update(`${serverId}\0${upstreamName}`).digest('hex');
  return `${name.slice(0, longestName - 7)}_${digest.slice(0, 6)}`;
}

/** Which origins lay claim to each name; a server that lists a tool twice is one. */
function ownersOf(
  candidates: readonly Candidate[],
  nameOf: (candidate: Candidate, index: number) => string,
): Map<string, Set<string>> {
  const owners = new Map<string, Set<string>>();
  candidates.forEach((candidate, index) => {
    const { serverId, name } = candidate.origin;
    const claimed = nameOf(candidate, index);
    const known = owners.get(claimed) ?? new Set();
    owners.set(claimed, known.add(`${serverId}\0${name}`));
  });
  return owners;
}

import type { Profile } from '../../../src-shared/domain/profile.ts';
import { createFilter } from '../../../src-shared/domain/tool-filter.ts';

/** Why a profile does not show a tool. */
export type Hidden =
  | { by: 'server' }
  /** A pattern of the deny list; where it is the tool's own name, a switch can take it out. */
  | { by: 'deny'; pattern: string; isOwn: boolean }
  | { by: 'allow' };

type Tool = { name: string; server: string };

/** Undefined where the profile shows it. */
export function whyHidden(profile: Profile, tool: Tool): Hidden | undefined {
  return createWhyHidden(profile)(tool);
}

/** The same for many tools. */
export function createWhyHidden({ servers, tools = {} }: Profile) {
  const { allow, deny = [] } = tools;
  const isAllowed = createFilter({ allow });
  const own = new Set(deny);
  const wide = deny
    .filter((pattern) => pattern.includes('*'))
    .map((pattern) => ({ pattern, fits: createFilter({ allow: [pattern] }) }));
  return ({ name, server }: Tool): Hidden | undefined => {
    if (servers !== '*' && !servers.includes(server)) return { by: 'server' };
    // A pattern that means others, too, is what keeps it hidden for longest.
    const pattern = wide.find(({ fits }) => fits(name))?.pattern;
    if (pattern !== undefined) return { by: 'deny', pattern, isOwn: false };
    if (own.has(name)) return { by: 'deny', pattern: name, isOwn: true };
    return isAllowed(name) ? undefined : { by: 'allow' };
  };
}

/** Whether a switch of its own can show a tool; a pattern for many is changed as a pattern. */
export function canShow(hidden: Hidden): boolean {
  return hidden.by !== 'server' && !(hidden.by === 'deny' && !hidden.isOwn);
}

/**
 * Shows or hides tools by their names. Patterns that mean others as well stay as they are, so that what
 * was said of many still holds for what is to come.
 */
export function setTools(profile: Profile, names: readonly string[], isShown: boolean): Profile {
  const { allow, deny = [] } = profile.tools ?? {};
  const own = new Set(names);
  const others = (list: readonly string[]) => list.filter((pattern) => !own.has(pattern));
  if (!isShown) {
    const kept = allow && others(allow);
    const stillShown = names.filter(createFilter({ allow: kept }));
    return withTools(profile, { allow: kept, deny: [...others(deny), ...stillShown] });
  }
  const isAllowed = createFilter({ allow });
  const missing = names.filter((name) => !isAllowed(name));
  return withTools(profile, { allow: allow && [...allow, ...missing], deny: others(deny) });
}

/** Puts the patterns in place of those there are; lists that say nothing are left out. */
export function withTools(
  { servers }: Profile,
  { allow, deny }: { allow?: readonly string[] | undefined; deny?: readonly string[] | undefined },
): Profile {
  const tools = {
    // An empty list of what is allowed allows nothing, so it stays.
    ...(allow && { allow: [...allow] }),
    ...(deny && deny.length > 0 && { deny: [...deny] }),
  };
  return Object.keys(tools).length > 0 ? { servers, tools } : { servers };
}

/** Takes a server in or out; `known` are those that there are, in their order. */
export function setServer(
  profile: Profile,
  { server, isIn }: { server: string; isIn: boolean },
  known: readonly string[],
): Profile {
  const before = profile.servers === '*' ? [...known] : profile.servers;
  const servers = isIn
    ? [...before.filter((one) => one !== server), server]
    : before.filter((one) => one !== server);
  const place = (one: string) => known.indexOf(one);
  return { ...profile, servers: servers.toSorted((a, b) => place(a) - place(b)) };
}

/** The lines of a field with one pattern on each; undefined where there are none. */
export function patternsOf(text: string): string[] | undefined {
  const patterns = text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  return patterns.length > 0 ? patterns : undefined;
}

/** Whether two profiles say the same; the order of names in a list does not count. */
export function isSameProfile(one: Profile, other: Profile): boolean {
  return canonical(one) === canonical(other);
}

function canonical({ servers, tools = {} }: Profile): string {
  const list = (names: readonly string[] | undefined) => names?.toSorted();
  return JSON.stringify([
    servers === '*' ? servers : list(servers),
    list(tools.allow),
    tools.deny?.length ? list(tools.deny) : undefined,
  ]);
}

import type { KeyPath, PathPart } from '../../client.ts';
import { Collector } from './collector.ts';
import type { Container, Member } from './container.ts';
import type { Syntax } from './syntax.ts';
import { walkText, walkValue } from './walk.ts';

/** How far a path leads into a text. */
export interface Trail {
  /** From the root on; the last is where the path ended or stopped. */
  containers: Container[];
  /** One per part of the path that is there. */
  found: Member[];
  /** Why the next part cannot be made: `twice`, which one is meant? `in-the-way`: of another kind. */
  blocked?: { why: 'twice' | 'in-the-way'; reason: string; offset: number };
}

/** The root as if it were a member: what stands between blanks and comments. */
export type Located =
  | { ok: false; reason: string; offset: number }
  | { ok: true; root: Member | undefined; trail: Trail };

/** Follows a path as far as it leads. A `null` on the way ends it as if nothing was there. */
export function locate(syntax: Syntax, text: string, path: KeyPath): Located {
  const collector = new Collector(syntax, text, keysOf(path));
  const walked = walkText(syntax, text, collector.visitor);
  if (!walked.ok) return walked;
  const trail: Trail = { containers: [], found: [] };
  if (!walked.value) return { ok: true, root: undefined, trail };
  const root = memberAt(collector.rootStart, walked.end);
  follow({ syntax, text, trail, path }, root, collector.levels);
  return { ok: true, root, trail };
}

/** The keys that a path begins with; what comes behind is in lists. */
function keysOf(path: KeyPath): string[] {
  const inLists = path.findIndex((part) => typeof part !== 'string');
  const keys = inLists < 0 ? path : path.slice(0, inLists);
  return keys.filter((part) => typeof part === 'string');
}

interface Search {
  syntax: Syntax;
  text: string;
  trail: Trail;
  path: KeyPath;
}

function follow(search: Search, root: Member, levels: readonly Container[]): void {
  const { syntax, text, trail, path } = search;
  const keys = keysOf(path).length;
  let at = root;
  let container = levels[0];
  for (const [index, part] of path.entries()) {
    if (!container) {
      if (!isNull(text, at)) trail.blocked = inTheWay(part, at);
      return;
    }
    trail.containers.push(container);
    const next = memberOf(search, container, part);
    if (!next) return;
    trail.found.push(next);
    at = next;
    container = index < keys ? levels[index + 1] : containerAt(syntax, text, next);
  }
  if (container) trail.containers.push(container);
}

/** The member that a part of a path names; says in the trail why there can be none. */
function memberOf(search: Search, container: Container, part: PathPart): Member | undefined {
  const { trail } = search;
  const isList = container.kind === '[';
  if (isList === (typeof part === 'string')) {
    trail.blocked = inTheWay(part, memberAt(container.open, container.close));
    return undefined;
  }
  if (typeof part === 'number') {
    const member = container.members[part];
    if (!member) {
      const reason = `there is no entry ${part}`;
      trail.blocked = { why: 'in-the-way', reason, offset: container.open };
    }
    return member;
  }
  const matching = container.members.filter((member) => isNamed(search, member, part));
  const last = matching.at(-1);
  if (last && matching.length > 1) {
    const name = typeof part === 'string' ? `the key "${part}"` : `the name "${part.named}"`;
    trail.blocked = { why: 'twice', reason: `${name} is there twice`, offset: last.start };
  }
  return last;
}

function isNamed({ syntax, text }: Search, member: Member, part: PathPart): boolean {
  if (typeof part === 'string') return member.key === part;
  if (typeof part === 'number') return false;
  const names = containerAt(syntax, text, member)?.members.filter(({ key }) => key === 'name');
  const name = names?.at(-1);
  if (!name || !/["']/.test(text[name.valueStart] ?? '')) return false;
  return syntax.valueOf(text.slice(name.valueStart, name.valueEnd)) === part.named;
}

/** The list or object that is the member's value; undefined where it is something else. */
function containerAt(syntax: Syntax, text: string, member: Member): Container | undefined {
  if (!/[{[]/.test(text[member.valueStart] ?? '')) return undefined;
  const collector = new Collector(syntax, text, []);
  walkValue(syntax, text, member.valueStart, collector.visitor);
  return collector.levels[0];
}

function isNull(text: string, member: Member): boolean {
  return text.slice(member.valueStart, member.valueEnd) === 'null';
}

function inTheWay(part: PathPart, { valueStart }: Member): Trail['blocked'] & {} {
  const wanted = typeof part === 'string' ? `an object, where "${part}" belongs` : 'a list';
  return { why: 'in-the-way', reason: `this is not ${wanted}`, offset: valueStart };
}

function memberAt(start: number, end: number): Member {
  return { start, keyEnd: start, valueStart: start, valueEnd: end };
}

import { matches } from '../../../../../src-shared/domain/tool-filter.ts';
import { globsBehind } from './globs-behind.ts';
import type { Switch } from './switch.ts';
import type { ToolRule } from './tool-rules.ts';

export interface FilteredTools {
  isOff: boolean;
  tools?: NonNullable<Switch['tools']>;
  /** Patterns that a filter cannot say: what they let through stays hidden. */
  lost: readonly string[];
}

interface Filter {
  isOpen: boolean;
  allow: string[];
  deny: string[];
  lost: string[];
}

/** What rules make of the tools whose names begin so: the last rule that fits a name counts. */
export function filterTools(rules: readonly ToolRule[], prefix: string): FilteredTools {
  let filter = start(true);
  for (const rule of rules) {
    const globs = globsBehind(rule.pattern, prefix);
    if (globs.includes('*')) filter = start(rule.action !== 'deny');
    else if (globs.some((glob) => glob.includes('?'))) filter.lost.push(written(rule));
    else if (globs.length > 0) apply(filter, rule, globs);
  }
  const { isOpen, allow, deny, lost } = filter;
  if (!isOpen && allow.length === 0) return { isOff: true, lost };
  const tools = { ...(!isOpen && { allow }), ...(deny.length > 0 && { deny }) };
  return { isOff: false, ...((!isOpen || deny.length > 0) && { tools }), lost };
}

function start(isOpen: boolean): Filter {
  return { isOpen, allow: [], deny: [], lost: [] };
}

/** In a filter of ours what is denied stays so, whatever is allowed. */
function apply(filter: Filter, rule: ToolRule, globs: readonly string[]): void {
  if (rule.action === 'deny') {
    filter.deny.push(...globs);
    return;
  }
  if (!filter.isOpen) filter.allow.push(...globs);
  filter.deny = filter.deny.filter((glob) => !globs.includes(glob));
  if (filter.deny.some((denied) => globs.some((glob) => mayMeet(denied, glob)))) {
    filter.lost.push(written(rule));
  }
}

/** Two that both stand for many names are taken to have one in common. */
function mayMeet(one: string, other: string): boolean {
  return (one.includes('*') && other.includes('*')) || matches(one, other) || matches(other, one);
}

function written({ pattern, action }: ToolRule): string {
  return `${pattern} (${action})`;
}

import { type Entry, isRecord, listOf, textsOf } from '../entry/entry.ts';

/** Whether a tool is offered, and what else than its own switch decides that. */
export interface ToolRule {
  isOn: boolean;
  /** The pattern that switches it off; its own switch cannot change that. */
  pattern?: string;
  /** What it is called in place of its own name. */
  renamed?: string;
}

/** What an entry says of one of its server's tools. */
export function ruleOf(entry: Entry, tool: string): ToolRule {
  const { allow, deny, rename } = rulesIn(entry);
  const pattern = deny.find((one) => one !== tool && matches(one, tool));
  const isAllowed = allow === undefined || allow.some((one) => matches(one, tool));
  const isDenied = deny.some((one) => matches(one, tool));
  const renamed = rename.get(tool);
  return {
    isOn: isAllowed && !isDenied,
    ...(pattern !== undefined && { pattern }),
    ...(renamed !== undefined && { renamed }),
  };
}

/** The entry with these tools switched on or off; patterns in it stay as they are. */
export function switchTools(entry: Entry, tools: readonly string[], isOn: boolean): Entry {
  const { allow, deny } = rulesIn(entry);
  const named = new Set(tools);
  if (!isOn) {
    const missing = tools.filter((tool) => ruleOf(entry, tool).isOn);
    return withRules(entry, { deny: [...deny, ...missing] });
  }
  const isListed = (tool: string) => allow?.some((one) => matches(one, tool)) ?? true;
  return withRules(entry, {
    deny: deny.filter((one) => !named.has(one)),
    ...(allow && { allow: [...allow, ...tools.filter((tool) => !isListed(tool))] }),
  });
}

/** The entry with another name for a tool; its own one where it is empty. */
export function renameTool(entry: Entry, tool: string, name: string): Entry {
  const { rename } = rulesIn(entry);
  if (name === '' || name === tool) rename.delete(tool);
  else rename.set(tool, name);
  return withRules(entry, { rename: Object.fromEntries(rename) });
}

function rulesIn(entry: Entry) {
  const tools = isRecord(entry.tools) ? entry.tools : {};
  return {
    allow: Array.isArray(tools.allow) ? tools.allow.map(String) : undefined,
    deny: listOf(tools.deny),
    rename: new Map(textsOf(tools.rename)),
  };
}

/** An empty list of what is allowed allows nothing, so it stays; other empty things go. */
function withRules(entry: Entry, changes: Record<string, object>): Entry {
  const before = isRecord(entry.tools) ? entry.tools : {};
  const tools = Object.fromEntries(
    Object.entries({ ...before, ...changes }).filter(
      ([name, value]) => name === 'allow' || Object.keys(value ?? {}).length > 0,
    ),
  );
  const { tools: _old, ...others } = entry;
  return Object.keys(tools).length > 0 ? { ...others, tools } : others;
}

function matches(pattern: string, name: string): boolean {
  const source = pattern
    .split('*')
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${source}$`, 's').test(name);
}

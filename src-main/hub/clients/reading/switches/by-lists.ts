import { matches } from '../../../../../src-shared/domain/tool-filter.ts';
import { isObject } from '../is-object.ts';
import type { ReadSwitches } from './switch.ts';

export interface HowListsCount {
  /** Whether an item of a list means the server of that key. */
  means(item: string, key: string): boolean;
  /** Whether a server may run, by all lists that there are of what is allowed. */
  isAllowed(lists: readonly string[][], isNamed: (list: readonly string[]) => boolean): boolean;
}

/** Gemini CLI takes no notice of capitals. It needs to be in every list, and an empty one is none. */
export const byGeminiLists = byLists({
  means: (item, key) => item.trim().toLowerCase() === key.trim().toLowerCase(),
  isAllowed: (lists, isNamed) => lists.every((list) => list.length === 0 || isNamed(list)),
});

/** Qwen Code knows `*` in them, and makes one list of all. */
export const byQwenLists = byLists({
  means: matches,
  isAllowed: (lists, isNamed) => lists.length === 0 || isNamed(lists.flat()),
});

/**
 * `mcp.allowed` and `mcp.excluded`, once `allowMCPServers` and `excludeMCPServers`: what runs at all,
 * and what of it does not.
 */
export function byLists({ means, isAllowed }: HowListsCount): ReadSwitches {
  return (layers) => {
    const listed = (name: string, old: string) =>
      layers.flatMap(({ content }) => listsIn(content, name, old));
    const allowed = listed('allowed', 'allowMCPServers');
    const excluded = listed('excluded', 'excludeMCPServers').flat();
    return ({ key }) => {
      const isNamed = (list: readonly string[]) => list.some((item) => means(item, key));
      return { isOff: !isAllowed(allowed, isNamed) || isNamed(excluded) };
    };
  };
}

function listsIn(content: unknown, name: string, old: string): string[][] {
  if (!isObject(content)) return [];
  const { mcp } = content;
  const lists = [content[old], isObject(mcp) ? mcp[name] : undefined];
  return lists.flatMap((list) =>
    Array.isArray(list) ? [list.filter((item) => typeof item === 'string')] : [],
  );
}

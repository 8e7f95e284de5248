import { matches } from '../../../src-shared/domain/tool-filter.ts';
import type { Client } from './client.ts';
import { isObject } from './reading/is-object.ts';

/**
 * Where `mcp.allowed` is a list, Gemini CLI and Qwen Code block a server that is not in it.
 *
 * @param takesEmpty - an empty list blocks all. Otherwise it blocks nobody, so an entry of ours in it
 * would block the user's own.
 */
export function allowListEdits(
  label: string,
  takesEmpty: boolean,
): NonNullable<Client['extraEdits']> {
  const why = `Loom is put into mcp.allowed: ${label} blocks servers that are not in it.`;
  return (content, name) => {
    const { mcp } = isObject(content) ? content : {};
    const { allowed } = isObject(mcp) ? mcp : {};
    if (!Array.isArray(allowed) || (allowed.length === 0 && !takesEmpty)) return [];
    const isNamed = allowed.some((item) => typeof item === 'string' && matches(item, name));
    return isNamed ? [] : [{ appendTo: ['mcp', 'allowed'], value: name, why }];
  };
}

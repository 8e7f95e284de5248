import type { ServerDetails } from '../../src-shared/contract/servers.ts';
import { parseText } from '../../src-shared/wire/json-scan.ts';
import type { Listed } from './catalog/surface.ts';

/** About one token for this many characters of a definition. */
const charactersPerToken = 4;

/**
 * Every tool that a server lists, for people: also what its entry switches off.
 *
 * @param named - those that are offered, under their exposed names.
 */
export function describeTools(
  listed: readonly Listed[],
  named: ServerDetails['tools'],
): NonNullable<ServerDetails['everyTool']> {
  const names = new Map(named.map(({ name, upstreamName }) => [upstreamName, name]));
  return listed.map(({ key, text }) => ({
    upstreamName: key,
    name: names.get(key),
    definition: parseText(text, { start: 0, end: text.length }),
    tokens: Math.ceil(text.length / charactersPerToken),
  }));
}

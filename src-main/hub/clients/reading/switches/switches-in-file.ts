import { byGeminiLists } from './by-lists.ts';
import { byPatterns } from './by-patterns.ts';
import { allOf, type ReadSwitches } from './switch.ts';

/** What a file by itself may say, whoever's it is: it was pasted, or its client has no more to say. */
export function switchesInFile(root: readonly string[]): ReadSwitches {
  return root.join('/') === 'mcp' ? allOf(byGeminiLists, byPatterns) : byGeminiLists;
}

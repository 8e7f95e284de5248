import type { Machine } from './client.ts';
import { foldersOf } from './folders.ts';

/** Where Xcode keeps the settings of its agents; no folder on other systems. */
export function xcodeFolders(machine: Machine, agent?: string): string[] {
  if (machine.platform !== 'darwin') return [];
  const { join, home } = foldersOf(machine);
  return [join(home, 'Library/Developer/Xcode/CodingAssistant', agent ?? '')];
}

import { findCommand } from '../../doctor/find-command.ts';
import type { Evidence, Machine } from '../client.ts';
import { isThere } from './expand-path.ts';

/** The first thing that shows that a client is installed: a path, or where its command is. */
export async function findEvidence(
  evidence: readonly Evidence[],
  machine: Machine,
): Promise<string | undefined> {
  for (const piece of evidence) {
    if ('command' in piece) {
      const file = commandOn(machine, piece.command);
      if (file !== undefined) return file;
    } else if (await isThere(piece.path)) return piece.path;
  }
  return undefined;
}

function commandOn({ platform, home, env }: Machine, command: string): string | undefined {
  const path = env.PATH ?? env.Path ?? '';
  return findCommand(command, { platform, path, cwd: home, endings: env.PATHEXT });
}

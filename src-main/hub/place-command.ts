import { toLoomError } from '../../src-shared/errors.ts';
import type { HubDeps } from './hub-deps.ts';
import { writeStableCommand } from './platform/stable-command.ts';
import type { Problems } from './problems.ts';

/**
 * Puts the command that clients launch where it belongs.
 *
 * @returns what a client launches to reach this hub, a program and its arguments: where the stable
 * command cannot be written, the program itself.
 */
export function placeCommand(
  { stableCommand, program }: Pick<HubDeps, 'stableCommand' | 'program'>,
  problems: Pick<Problems, 'report'>,
): string[] {
  try {
    writeStableCommand(stableCommand);
    return [stableCommand.path, 'proxy'];
  } catch (error) {
    problems.report('stable-command', toLoomError(error));
    return [program, 'proxy'];
  }
}

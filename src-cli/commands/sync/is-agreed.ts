import { LoomError } from '../../../src-shared/errors.ts';
import { confirm } from '../../confirm.ts';
import type { Context } from '../../context.ts';

/** @throws LoomError `usage` where there is nobody to ask. */
export async function isAgreed(
  { io }: Context,
  question: string,
  yes: boolean | undefined,
): Promise<boolean> {
  if (yes) return true;
  if (!io.stdin.isTTY) {
    throw new LoomError('usage', 'Files are changed only after somebody agreed to it.', {
      remedy: 'Run this in a terminal, or add --yes.',
    });
  }
  return await confirm(io, question);
}

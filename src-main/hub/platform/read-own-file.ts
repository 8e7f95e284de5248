import { readFileSync, renameSync } from 'node:fs';
import { LoomError, messageOf } from '../../../src-shared/errors.ts';

/**
 * A small file of Loom's own, parsed; undefined where there is none. One that cannot be read or
 * understood is moved aside, so that nothing is written over it.
 *
 * @param parse - throws where the text is not what it should be.
 * @param onSetAside - is told what was moved, and why.
 */
export function readOwnFile<Content>(
  path: string,
  parse: (text: string) => Content,
  onSetAside: (notice: LoomError) => void,
): Content | undefined {
  try {
    return parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    if (isAbsent(cause)) return undefined;
    onSetAside(setAside(path, cause));
    return undefined;
  }
}

function isAbsent(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
}

function setAside(path: string, cause: unknown): LoomError {
  const kept = `${path}.damaged-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`;
  const why = cause instanceof SyntaxError ? 'it is cut or damaged' : messageOf(cause);
  try {
    renameSync(path, kept);
  } catch (stuck) {
    // Then nothing can be written over it either.
    const text = `${path} cannot be read (${why}), nor moved aside (${messageOf(stuck)})`;
    return new LoomError('file-unreadable', text, { place: { file: path }, cause });
  }
  return new LoomError('file-unreadable', `${path} could not be read (${why}); it is now ${kept}`, {
    remedy: 'Put back a good copy with the hub stopped, or do again what stood in it.',
    place: { file: kept },
    cause,
  });
}

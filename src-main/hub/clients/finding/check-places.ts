import { stat } from 'node:fs/promises';
import { posix, win32 } from 'node:path';
import { LoomError } from '../../../../src-shared/errors.ts';
import type { Machine } from '../client.ts';

/** With anything but full paths, files would be looked for, and made, where nobody expects them. */
export async function checkPlaces(where: {
  machine: Machine;
  project?: string | undefined;
}): Promise<void> {
  const { machine, project } = where;
  const { isAbsolute } = machine.platform === 'win32' ? win32 : posix;
  if (!isAbsolute(machine.home))
    throw new LoomError('usage', 'There is no home folder to look for clients in.', {
      remedy: 'Set HOME to your home folder.',
    });
  if (project === undefined) return;
  if (!isAbsolute(project))
    throw new LoomError('usage', `The project ${project} is not given by its full path.`);
  if (!(await isFolder(project)))
    throw new LoomError('file-unreadable', `${project} is no folder.`, {
      place: { file: project },
    });
}

/** Whether there is a folder of that path. */
export async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}

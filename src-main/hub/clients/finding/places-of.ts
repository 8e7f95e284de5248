import { realpath } from 'node:fs/promises';
import { posix, win32 } from 'node:path';
import { messageOf } from '../../../../src-shared/errors.ts';
import type { Machine, Pointer, Target } from '../client.ts';
import { editors } from '../editing/index.ts';
import { readClientFile } from '../editing/read-client-file.ts';
import { foldersOf } from '../folders.ts';
import { withMoved } from '../moved-target.ts';
import { isObject } from '../reading/is-object.ts';
import { expandTarget } from './expand-path.ts';

/**
 * The files that a target stands for on this machine: one for each thing that its `*` stands for, and
 * before the usual one that in the folder that its client says it has moved to.
 */
export async function placesOf(target: Target, machine: Machine): Promise<Target[]> {
  const { movedBy, ...plain } = target;
  if (!movedBy) return expandTarget(target);
  const { folder, unreadable } = await folderNamedBy(movedBy, machine);
  // Where the client looks is not known then: what is read is told, and nothing is written.
  if (unreadable !== undefined) return [{ ...plain, write: 'never', why: unreadable }];
  if (folder === undefined) return [plain];
  const { join, dirname } = foldersOf(machine);
  if (await isSamePlace(folder, dirname(target.path))) return [plain];
  const why = `${target.label} says in ${movedBy.file} that its folder is elsewhere.`;
  return withMoved(machine, plain, join(folder, movedBy.name), why);
}

/** No folder where it names none: then the usual one is the client's, too. */
async function folderNamedBy(
  { file, key }: Pointer,
  machine: Machine,
): Promise<{ folder?: string; unreadable?: string }> {
  try {
    const found = await readClientFile(file);
    if (!found.exists) return {};
    const named =
      key === undefined ? found.text.replace(/^\uFEFF/, '') : memberOf(found.text, { file, key });
    const { isAbsolute } = machine.platform === 'win32' ? win32 : posix;
    const folder = typeof named === 'string' ? named.trim() : '';
    return isAbsolute(folder) && !/[\p{Cc}*]/u.test(folder) ? { folder } : {};
  } catch (thrown) {
    return { unreadable: `Its folder may have moved: ${messageOf(thrown)}` };
  }
}

function memberOf(text: string, { file, key }: { file: string; key: string }): unknown {
  const reading = editors.json.read(text);
  if (!reading.ok) throw new Error(`${file} cannot be read: it is no JSON`);
  return isObject(reading.content) ? reading.content[key] : undefined;
}

/** LM Studio writes down where a link leads to, also while the folder is the usual one. */
async function isSamePlace(one: string, other: string): Promise<boolean> {
  const [real, same] = await Promise.all(
    [one, other].map((path) => realpath(path).catch(() => path)),
  );
  return real === same;
}

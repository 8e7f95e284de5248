import { realpath } from 'node:fs/promises';
import { posix, win32 } from 'node:path';
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
  const folder = await folderNamedBy(movedBy, machine);
  if (folder === undefined) return [plain];
  const { join, dirname } = foldersOf(machine);
  if (await isSamePlace(folder, dirname(target.path))) return [plain];
  const why = `${target.label} says in ${movedBy.file} that its folder is elsewhere.`;
  return withMoved(machine, plain, join(folder, movedBy.name), why);
}

/** Undefined where it names none, or nobody can read it: then the usual folder is the one. */
async function folderNamedBy(
  { file, key }: Pointer,
  machine: Machine,
): Promise<string | undefined> {
  const found = await readClientFile(file).catch(() => undefined);
  if (!found?.exists) return undefined;
  const named = key === undefined ? found.text.replace(/^\uFEFF/, '') : memberOf(found.text, key);
  const { isAbsolute } = machine.platform === 'win32' ? win32 : posix;
  const folder = typeof named === 'string' ? named.trim() : '';
  return isAbsolute(folder) && !/[\p{Cc}*]/u.test(folder) ? folder : undefined;
}

function memberOf(text: string, key: string): unknown {
  const reading = editors.json.read(text);
  return reading.ok && isObject(reading.content) ? reading.content[key] : undefined;
}

/** LM Studio writes down where a link leads to, also while the folder is the usual one. */
async function isSamePlace(one: string, other: string): Promise<boolean> {
  const [real, same] = await Promise.all(
    [one, other].map((path) => realpath(path).catch(() => path)),
  );
  return real === same;
}

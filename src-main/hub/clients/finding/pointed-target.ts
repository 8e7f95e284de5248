import { posix, win32 } from 'node:path';
import type { ConfigFormat } from '../../../../src-shared/domain/client.ts';
import { LoomError } from '../../../../src-shared/errors.ts';
import type { Client, Machine, Target } from '../client.ts';
import { foldersOf } from '../folders.ts';
import { clients } from '../index.ts';
import { targetAt } from '../moved-target.ts';
import { isFolder } from './check-places.ts';

/**
 * `<client>:<path>`: a file of a known kind at any place, such as that of a portable installation
 * (clients.md pitfall 48). A folder stands for the client's usual file in it; `~` for the home.
 *
 * @throws {LoomError} `usage` where such a file cannot be one of that client's.
 */
export async function pointedTarget(
  id: string,
  machine: Machine,
): Promise<{ client: Client; target: Target } | undefined> {
  const colon = id.indexOf(':');
  const client = clients.find((each) => each.id === id.slice(0, colon));
  const place = client && placeOf(id.slice(colon + 1), machine);
  const usual = client?.targets(machine)[0];
  if (!client || place === undefined || !usual) return undefined;
  const { join, basename } = foldersOf(machine);
  const path = (await isFolder(place)) ? join(place, basename(usual.path)) : place;
  const known = client.targets(machine).find((target) => target.path === path);
  if (known) return { client, target: known };
  checkEnding(path, usual, client);
  return { client, target: pointedAt(machine, usual, path) };
}

function pointedAt(machine: Machine, usual: Target, path: string): Target {
  const { unless, onlyNamed, httpOnly, ...plain } = targetAt(machine, usual, path);
  const evidence = [{ path: foldersOf(machine).dirname(path) }];
  return { ...plain, write: 'always', evidence };
}

function placeOf(text: string, machine: Machine): string | undefined {
  const { join, home } = foldersOf(machine);
  if (/^~[\\/]/.test(text)) return join(home, text.slice(2));
  const { isAbsolute } = machine.platform === 'win32' ? win32 : posix;
  return isAbsolute(text) ? join(text) : undefined;
}

const endings: Record<ConfigFormat, RegExp> = {
  json: /\.jsonc?$/i,
  jsonc: /\.jsonc?$/i,
  json5: /\.json[5c]?$/i,
  toml: /\.toml$/i,
  yaml: /\.ya?ml$/i,
};

function checkEnding(path: string, { format, path: usual }: Target, { label }: Client): void {
  if (endings[format].test(path)) return;
  throw new LoomError('usage', `${path} is no file of ${label}.`, {
    remedy: `Name one like ${usual}.`,
  });
}

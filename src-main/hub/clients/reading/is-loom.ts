import { member, words } from './entry-words.ts';
import { isObject } from './is-object.ts';
import { launchOf } from './launch.ts';
import { splitWords } from './split-words.ts';

/**
 * Whether an entry leads to Loom, whatever it is called and however the client writes it: by its
 * program, also behind `cmd /c` or a shell, or by the hub's own address, also behind a bridge.
 *
 * @param urls - where the hub listens.
 */
export function isLoomEntry(entry: unknown, { urls = [] }: { urls?: readonly string[] }): boolean {
  if (!isObject(entry)) return false;
  if (isObject(entry.transport)) return isLoomEntry({ ...entry.transport }, { urls });
  if (isObject(entry.command)) {
    const { path, args } = entry.command;
    return isLoomEntry({ command: path, args }, { urls });
  }
  const own = urls.map(place).filter((url) => url !== undefined);
  const isOwn = (text: unknown) => typeof text === 'string' && own.includes(place(text) ?? '');
  if (isOwn(member(entry, [...words.httpUrl, ...words.url])?.value)) return true;
  const launch = launchOf(entry);
  return launch !== undefined && isLoomLaunch([launch.command, ...launch.args], isOwn);
}

function isLoomLaunch(parts: readonly string[], isOwn: (text: string) => boolean): boolean {
  const [command = ''] = parts;
  if (isLoomProgram(command) && parts.length === 1) return true;
  const all = [...parts, ...parts.filter((part) => /\s/.test(part)).flatMap(splitWords)];
  return all.some(
    (part, index) => isOwn(part) || (isLoomProgram(part) && all[index + 1] === 'proxy'),
  );
}

function isLoomProgram(word: string): boolean {
  return /(^|[\\/])loom(\.(exe|cmd))?$/i.test(word);
}

/** Host and port: whatever the path, it is the same hub. All names of this machine are one. */
function place(text: string): string | undefined {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol)) return undefined;
  const isHere = /^(localhost|127(\.\d+){3}|\[::1\]|\[::ffff:7f.*\])$/.test(url.hostname);
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return `${isHere ? 'here' : url.hostname}:${port}`;
}

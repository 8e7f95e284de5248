import type { RegistryFile } from '../registry/registry-file.ts';

type Entry = Readonly<Record<string, unknown>>;

/**
 * What a server's entry runs, whatever its version and options: a package, an image or an address.
 * It tells which entries were, or could have been, made from a preset.
 */
export function sourceOf(entry: Entry): string | undefined {
  if (typeof entry.url === 'string') return addressOf(entry.url);
  if (typeof entry.command !== 'string') return undefined;
  const args = Array.isArray(entry.args) ? entry.args.map(String) : [];
  const program = (entry.command.split(/[\\/]/).at(-1) ?? '').replace(/\.(exe|cmd)$/i, '');
  if (['npx', 'bunx', 'pnpm', 'yarn', 'npm'].includes(program)) return named('npm', args);
  if (['uvx', 'uv', 'pipx'].includes(program)) return named('pypi', args);
  if (['docker', 'podman'].includes(program)) return named('image', args.filter(isImage));
  return undefined;
}

/** The servers of the registry by what they run. */
export function usersBySource(
  registry: Pick<RegistryFile, 'current' | 'entry'>,
): Map<string, string[]> {
  const users = new Map<string, string[]>();
  for (const id of Object.keys(registry.current().servers)) {
    const source = sourceOf(registry.entry(id) ?? {});
    if (source !== undefined) users.set(source, [...(users.get(source) ?? []), id]);
  }
  return users;
}

/** Words of the runners themselves, before the package. */
const verbs = new Set(['dlx', 'exec', 'x', 'run', 'tool']);

/** Options of theirs that are followed by something else than the package. */
const valued = new Set(['--with', '--python', '-p', '--index-url', '--registry', '--cache']);

function named(kind: string, args: readonly string[]): string | undefined {
  const inOption = args.find((arg) => arg.startsWith('--package='))?.slice('--package='.length);
  const isPackage = (arg: string, index: number) =>
    !arg.startsWith('-') && !verbs.has(arg) && !valued.has(args[index - 1] ?? '');
  const word = inOption ?? args.find(isPackage);
  return word && `${kind}:${withoutVersion(word)}`;
}

/** `@scope/name@1.2`, `name==1.2`, `name[extra]@1.2`, `host/name:1.2`. */
function withoutVersion(word: string): string {
  return word.replace(/(?<=.)(?:[@[:]|==).*$/, '').toLowerCase();
}

function isImage(word: string): boolean {
  return /^[a-z0-9][\w.-]*(\/[\w.-]+)+(:[\w.-]+)?(@sha256:[0-9a-f]+)?$/.test(word);
}

function addressOf(text: string): string | undefined {
  const url = URL.parse(text);
  return url ? `${url.origin}${url.pathname.replace(/\/$/, '')}` : undefined;
}

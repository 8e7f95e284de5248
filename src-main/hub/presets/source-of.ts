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

/** Words of the runners themselves, before the package. */
const verbs = new Set(['dlx', 'exec', 'x', 'run', 'tool']);

function named(kind: string, args: readonly string[]): string | undefined {
  const word = args.find((arg) => !arg.startsWith('-') && !verbs.has(arg));
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

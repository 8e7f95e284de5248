import type { Bridge } from './found-server.ts';
import type { Launch } from './launch.ts';

/** Flags behind which the address stands; without any it is the first address there is. */
const bridges: Record<string, { flags: Record<string, Bridge['transport']> }> = {
  'mcp-remote': { flags: {} },
  'mcp-proxy': { flags: {} },
  supergateway: { flags: { '--sse': 'sse', '--streamableHttp': 'http' } },
};

/**
 * The remote server behind an entry whose program only passes messages on. Variables of the entry
 * itself are put into its headers, as the program would do.
 */
export function bridgeOf(
  { command, args }: Launch,
  env: Readonly<Record<string, string>>,
): Bridge | undefined {
  const all = [command, ...args];
  const at = all.findIndex((word) => Object.hasOwn(bridges, programName(word)));
  const bridge = bridges[programName(all[at] ?? '')];
  if (!bridge) return undefined;
  const rest = all.slice(at + 1);
  const address = addressIn(rest, bridge.flags);
  return address && { ...address, headers: headersIn(rest, env) };
}

/** `/usr/bin/mcp-remote.cmd`, `mcp-remote@latest`. */
function programName(word: string): string {
  const last = word.split(/[\\/]/).at(-1) ?? '';
  return last.replace(/(?<=.)@.*$/, '').replace(/\.(cmd|exe|js)$/, '');
}

function addressIn(
  args: readonly string[],
  flags: Record<string, Bridge['transport']>,
): Pick<Bridge, 'url' | 'transport'> | undefined {
  if (Object.keys(flags).length > 0) {
    const at = args.findIndex((arg) => Object.hasOwn(flags, arg));
    const url = args[at + 1];
    const transport = flags[args[at] ?? ''];
    return url !== undefined && transport ? { url, transport } : undefined;
  }
  const url = args.find((arg) => /^(https?:\/\/|\$\{)/i.test(arg));
  if (url === undefined) return undefined;
  const wish = args[args.indexOf('--transport') + 1] ?? '';
  if (!args.includes('--transport')) return { url, transport: 'auto' };
  return { url, transport: wish === 'sse' || wish === 'sse-only' ? 'sse' : 'http' };
}

/** `--header "Name: value"`; mcp-proxy's `--headers Name value`. */
function headersIn(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    args.flatMap((arg, index) => {
      const [next = '', value = ''] = args.slice(index + 1);
      if (!/^(-H|--headers?)$/.test(arg)) return [];
      const [, name, text] = /^([\w-]+):\s*(.*)$/s.exec(next) ?? [undefined, next, value];
      if (!name || text === undefined) return [];
      return [[name, text.replace(/\$\{(\w+)\}/g, (written, key) => env[key] ?? written)]];
    }),
  );
}

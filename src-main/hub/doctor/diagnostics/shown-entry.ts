import { splitReferences } from '../../../../src-shared/domain/references.ts';
import type { ServerSpec } from '../../../../src-shared/domain/server.ts';

/**
 * A server's definition as strangers may see it: names and kinds, and of values only those that cannot
 * be anybody's: references, the runner's own words, and the package that it runs.
 */
export function shownEntry(spec: ServerSpec): object {
  if (spec.transport !== 'stdio') {
    return { host: hostOf(spec.url), headers: Object.keys(spec.headers) };
  }
  const command = spec.command.split(/[\\/]/).at(-1) ?? '';
  return {
    command,
    args: shownArgs(command, spec.args),
    env: Object.fromEntries(Object.entries(spec.env).map(([name, text]) => [name, shown(text)])),
    hasFolder: spec.cwd !== undefined,
  };
}

const runners = /^(npx|bunx|pnpm|yarn|npm|uvx|uv|pipx|docker|podman)(\.exe|\.cmd)?$/i;
const ownWords = new Set(
  '-y --yes -q --quiet -i --rm -- dlx exec x run tool install --from'.split(' '),
);
const packageName = /^(@?[a-z0-9][\w.-]*\/)*[a-z0-9][\w.-]*([@:][\w.^~-]+)?$/i;

/** The first word that is not the runner's own is what it runs; behind it everything may be secret. */
function shownArgs(command: string, args: readonly string[]): string[] {
  const first = runners.test(command) ? args.findIndex((arg) => !ownWords.has(arg)) : 0;
  return args.map((arg, index) => {
    if (index < first) return arg;
    const isPackage = index === first && runners.test(command) && packageName.test(arg);
    return isPackage ? arg : shown(arg);
  });
}

function shown(text: string): string {
  const [, flag, assigned] = /^(--?[a-z][a-z-]*)(=.*)?$/.exec(text) ?? [];
  if (flag?.startsWith('--')) return assigned ? `${flag}=…` : flag;
  const parts = splitReferences(text).map((part) => ('written' in part ? part.written : '…'));
  return parts.join('') || '';
}

/** Not the path either: some services let in whoever knows it. */
function hostOf(url: string): string {
  const parsed = URL.parse(url);
  return parsed ? `${parsed.protocol}//${parsed.host}/…` : '…';
}

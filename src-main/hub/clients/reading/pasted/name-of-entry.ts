import { textOf, words } from '../entry-words.ts';
import { launchOf } from '../launch.ts';

/** A name for an entry that has none: after its package, its program, or its host. */
export function nameOfEntry(entry: Readonly<Record<string, unknown>>): string {
  const url = textOf(entry, [...words.httpUrl, ...words.url]);
  const launch = launchOf(entry);
  const name = launch ? nameOfLaunch(launch.command, launch.args) : nameOfHost(url ?? '');
  return name || 'server';
}

const noNames = /^(run|exec|dlx|tool|x|start|serve|install|run-script|mcp|stdio|call)$/;

function nameOfLaunch(command: string, args: readonly string[]): string {
  const program = plainName(command);
  if (program === 'docker' || program === 'podman') {
    return plainName(args.find((arg) => /^[\w.-]+\/[\w./-]+(:[\w.-]+)?$/.test(arg)) ?? program);
  }
  if (!/^(npx|npm|pnpm|pnpx|yarn|bunx?|uvx?|pipx|dnx|node|deno|python[\d.]*|tsx)$/.test(program)) {
    return program;
  }
  const isModule = args.indexOf('-m') + 1;
  const target = isModule > 0 ? args[isModule] : args.find((arg) => isTarget(arg));
  return plainName(target ?? program);
}

function isTarget(arg: string): boolean {
  return !arg.startsWith('-') && !noNames.test(arg) && !/^\w+=/.test(arg);
}

/** `@scope/server-github@1.2` as `server-github`, `C:\tools\files.exe` as `files`. */
function plainName(text: string): string {
  const last = text.split(/[\\/]/).filter(Boolean).at(-1) ?? '';
  return last.replace(/(?<=.)[@:=<>].*$/, '').replace(/\.(exe|cmd|bat|[cm]?[jt]s|py)$/i, '');
}

/** `https://mcp.linear.app/mcp` as `linear`. */
function nameOfHost(url: string): string {
  const { hostname } = URL.parse(url) ?? { hostname: '' };
  if (/^[\d.]+$|^\[|^localhost$/.test(hostname)) return 'local';
  const labels = hostname.split('.').slice(0, -1);
  return labels.findLast((label) => !/^(mcp|api|www|com?|org)$/.test(label)) ?? hostname;
}

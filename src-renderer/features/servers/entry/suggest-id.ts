import { readArguments } from './command-words.ts';
import type { Draft } from './draft.ts';

/** A name for what a draft runs, from its package, file or host; empty where nothing says one. */
export function suggestId(draft: Draft, taken: readonly string[]): string {
  const source = draft.kind === 'stdio' ? packageOf(draft) : hostOf(draft.url);
  const name = source
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^(mcp|server)-+|-+(mcp|server)(?=-|$)|^-+|-+$/g, '')
    .replace(/^(mcp|server)-+|-+$/g, '')
    .slice(0, 28)
    .replace(/-+$/, '');
  if (name === '' || !taken.includes(name)) return name;
  for (let count = 2; ; count += 1) {
    if (!taken.includes(`${name}-${count}`)) return `${name}-${count}`;
  }
}

function packageOf({ command, args }: Draft): string {
  const runner = fileName(command.trim());
  const words = readArguments(args).filter((word) => !/^-|^\$\{|=/.test(word));
  const isRunner = /^(npx|npm|bunx?|pnpm|yarn|uvx?|pipx|node|python3?|deno|docker|tsx)$/.test(
    runner,
  );
  const skipped = /^(run|exec|x|dlx|tool)$/;
  const word = isRunner ? words.find((one) => !skipped.test(one)) : undefined;
  return speakingPart(word ?? (isRunner ? '' : runner)).replace(/(?<=.)@[^@]*$/, '');
}

/** The last part of a path that says something: not `dist/index.js`. */
function speakingPart(path: string): string {
  const parts = path.split(/[\\/]/).map(fileName);
  const generic = /^(index|main|server|cli|app|dist|build|src|bin|lib|out)$/;
  return parts.findLast((part) => !generic.test(part)) ?? '';
}

/** The last part of a path or of a scoped package, without an ending. */
function fileName(path: string): string {
  const last = path.split(/[\\/]/).at(-1) ?? '';
  return last.replace(/\.(m?[jt]s|cjs|py|exe|cmd|sh)$/, '');
}

function hostOf(url: string): string {
  const host = /^https?:\/\/([^/:?#]+)/i.exec(url.trim())?.[1] ?? '';
  const parts = host.split('.').filter((part) => !/^(www|mcp|api)$/.test(part));
  return parts.length > 1 && !/^\d+$/.test(parts[0] ?? '') ? (parts.at(-2) ?? '') : host;
}

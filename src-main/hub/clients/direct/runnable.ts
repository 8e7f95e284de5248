import type { Machine } from '../client.ts';

/** Programs that are `.cmd` files on Windows: clients cannot start those without a shell. */
const shims = new Set('npx npm pnpm pnpx yarn bunx corepack tsx'.split(' '));

/** The command as a client can start it (clients.md pitfall 41). */
export function runnable(
  command: string,
  { platform }: Pick<Machine, 'platform'>,
): { command: string; args: string[] } {
  const isScript = /\.(cmd|bat)$/i.test(command) || shims.has(command.toLowerCase());
  if (platform !== 'win32' || !isScript) return { command, args: [] };
  return { command: 'cmd', args: ['/c', command] };
}

import { openTerminal, type Terminal } from '../../src-cli/testing/terminal.ts';
import { loomPaths } from '../../src-shared/paths.ts';
import type { TestHome } from './home.ts';

/**
 * A terminal whose commands reach the hub of this home.
 *
 * @param columns - characters in a line; without it the streams are pipes.
 */
export async function openShell(
  { home }: Pick<TestHome, 'home'>,
  columns?: number,
): Promise<Terminal> {
  const terminal = await openTerminal(columns === undefined ? {} : { columns });
  const { platform } = process;
  terminal.io.paths = loomPaths({ platform, home, user: '', env: { LOOM_HOME: home } });
  terminal.io.cwd = home;
  return terminal;
}

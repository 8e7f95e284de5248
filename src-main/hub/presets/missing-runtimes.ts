import type { Preset } from '../../../src-shared/domain/preset.ts';
import { findCommand } from '../doctor/find-command.ts';

type Runtime = Preset['runtimes'][number];

/** The command that shows that a runtime is there. */
const commands: Record<Runtime, string | undefined> = {
  node: 'npx',
  python: 'uvx',
  docker: 'docker',
  none: undefined,
};

export interface RuntimeSearch {
  platform: string;
  env: Readonly<Record<string, string | undefined>>;
  home: string;
  /** The PATH on which servers' commands are looked for. */
  loginPath(): Promise<{ path: string }>;
}

/** Which runtimes are not on this machine, as far as that can be seen without running anything. */
export async function findMissingRuntimes({
  platform,
  env,
  home,
  loginPath,
}: RuntimeSearch): Promise<Set<Runtime>> {
  const { path } = await loginPath();
  const search = { platform, path, cwd: home, endings: env.PATHEXT };
  const runtimes = Object.entries(commands) as [Runtime, string | undefined][];
  const missing = runtimes.filter(([, command]) => command && !findCommand(command, search));
  return new Set(missing.map(([runtime]) => runtime));
}

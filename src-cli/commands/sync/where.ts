import { resolve } from 'node:path';
import type { SyncRequest } from '../../../src-shared/domain/client.ts';
import { pickClientVariables } from '../../../src-shared/domain/client-variables.ts';
import type { Context } from '../../context.ts';

/** Which files a command is about, as the hub takes it; the hub does not see this shell's variables. */
export function whereOf(
  { io }: Context,
  clients: readonly string[],
  project: string | undefined,
): Pick<SyncRequest, 'targets' | 'project' | 'env'> {
  const named = clients.filter((client) => client !== 'all');
  return {
    ...(named.length > 0 && { targets: named }),
    ...(project !== undefined && { project: resolve(io.cwd, project) }),
    env: pickClientVariables(io.env),
  };
}

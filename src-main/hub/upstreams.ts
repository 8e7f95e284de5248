import { join } from 'node:path';
import type { ServerSpec } from '../../src-shared/domain/server.ts';
import type { HubDeps } from './hub-deps.ts';
import type { HubLog } from './log.ts';
import { childEnv } from './platform/child-env.ts';
import { openChildRecord } from './platform/child-record.ts';
import { createLoginPath } from './platform/login-path.ts';
import type { Problems } from './problems.ts';
import { resolveSpec } from './registry/references.ts';
import { createTransports, openLinkWith } from './upstreams/index.ts';
import type { SupervisorOptions } from './upstreams/supervisor.ts';
import { vaults } from './vault/index.ts';

export interface UpstreamsOptions
  extends Pick<HubDeps, 'paths' | 'platform' | 'env' | 'home' | 'shell'> {
  problems: Problems;
  log: HubLog;
}

/** How servers are reached: references resolved just in time, children in a minimal environment. */
export function createUpstreams({
  paths,
  platform,
  env,
  home,
  shell,
  problems,
  log,
}: UpstreamsOptions): {
  openLink: SupervisorOptions['openLink'];
  endLeftovers(): Promise<void>;
} {
  const record = openChildRecord(join(paths.state, 'children.json'), (error) =>
    problems.report('children', error),
  );
  const loginPath = createLoginPath({ platform, env, shell });
  const open = openLinkWith(
    createTransports({
      record,
      async childEnv() {
        const { path, warning } = await loginPath();
        if (warning) log.warn({}, warning);
        return childEnv({ platform, env, path });
      },
    }),
  );
  const vault = vaults.env(definedOnly(env));
  return {
    async openLink(spec, project, events, options) {
      const { serverId } = options;
      const resolved = await resolveSpec(spec, { serverId, env, home, project, vault });
      return await open(inFolder(resolved, project ?? home), events, options);
    },
    async endLeftovers() {
      for (const { pid, command } of await record.endLeftovers()) {
        log.warn({ pid, command }, `ended ${command} (pid ${pid}), left behind by an earlier hub`);
      }
    },
  };
}

/** A child never runs in whatever folder the hub happened to be started in. */
function inFolder(spec: ServerSpec, folder: string): ServerSpec {
  return spec.transport === 'stdio' ? { ...spec, cwd: spec.cwd ?? folder } : spec;
}

function definedOnly(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

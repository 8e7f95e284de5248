import { join } from 'node:path';
import type { LogLine } from '../../src-shared/contract/logs.ts';
import { clientVariables } from '../../src-shared/domain/client-variables.ts';
import type { Config } from '../../src-shared/domain/config.ts';
import { LoomError } from '../../src-shared/errors.ts';
import type { HubDeps } from './hub-deps.ts';
import { type HubLog, openHubLog } from './log.ts';
import { openSecrets } from './open-secrets.ts';
import { acquireFileLock } from './platform/file-lock.ts';
import { createLoginEnv, type LoginEnv } from './platform/login-env.ts';
import { ensurePrivateDirectory } from './platform/private-directory.ts';
import type { Scope } from './platform/scope.ts';
import { unwritable } from './platform/write-atomically.ts';
import { Problems } from './problems.ts';
import { readSettings, type Settings } from './read-settings.ts';
import { openRegistry, type RegistryFile } from './registry/registry-file.ts';
import { Signal } from './signal.ts';
import { ServerLog } from './upstreams/server-log.ts';
import type { Secrets } from './vault/secrets.ts';

/** What every other part of the hub stands on. */
export interface Ground extends Settings, Reporting {
  registry: RegistryFile;
  secrets: Secrets;
  loginEnv(): Promise<LoginEnv>;
}

interface Reporting {
  /** Something that people see has changed. */
  changed: Signal;
  /** What servers and hub write, line by line. */
  lines: Signal<LogLine>;
  /** The hub's own last lines. */
  hubLines: ServerLog;
  log: HubLog;
  problems: Problems;
}

/**
 * Takes the state folder for this hub alone, and opens settings, log, registry and vault. The scope
 * closes them.
 *
 * @throws LoomError where another hub runs, or something in its folders is broken or somebody else's.
 */
export async function openGround(deps: HubDeps, scope: Scope): Promise<Ground> {
  const { state } = deps.paths;
  await lockState(state, scope);
  const settings = await readSettings(deps);
  const { config, files } = settings;
  const reporting = openReporting(state, config, scope);
  const registry = scope.add(await openRegistry({ path: files.registry }), (file) => file.close());
  const secrets = scope.add(openSecrets(deps, config, reporting.problems), (open) => open.close());
  await secrets.openIfFile();
  const loginEnv = createLoginEnv({ ...deps, names: clientVariables });
  return { ...settings, ...reporting, registry, secrets, loginEnv };
}

/** Only the hub that holds this may touch children, cache and socket. */
async function lockState(state: string, scope: Scope): Promise<void> {
  ensurePrivateDirectory(state);
  const lockFile = join(state, 'hub.lock');
  const release = await acquireFileLock(lockFile, 0).catch((cause: unknown) => {
    throw unwritable(lockFile, cause);
  });
  if (!release) {
    throw new LoomError('hub-already-running', `a hub is already running for ${state}`);
  }
  scope.add(release, (free) => free());
}

function openReporting(state: string, config: Config, scope: Scope): Reporting {
  const changed = new Signal();
  const lines = new Signal<LogLine>();
  const hubLines = new ServerLog(config.limits.stderr_buffer, (line) => lines.emit(line));
  const logFile = join(state, 'logs', 'hub.log');
  const log = scope.add(
    openHubLog(logFile, config.log.level, (line) => hubLines.add(line)),
    (open) => open.close(),
  );
  const problems = new Problems(log, () => changed.emit());
  return { changed, lines, hubLines, log, problems };
}

import { isDeepStrictEqual } from 'node:util';
import type { Config } from '../../src-shared/domain/config.ts';
import type { HubState } from '../../src-shared/domain/hub-state.ts';
import type { HubDeps } from './hub-deps.ts';
import { ensureConfig, loadConfig } from './registry/config-file.ts';

export interface Settings {
  config: Config;
  files: HubState['files'];
  /** Reads config.yaml again: its top-level keys that differ; all take effect at the next start. */
  keysToRestartFor(): Promise<string[]>;
}

/**
 * What config.yaml, flags and environment say, and where the hub's files are. Writes a config.yaml
 * where there is none.
 *
 * @throws LoomError where it is broken.
 */
export async function readSettings({ paths, flags, env }: HubDeps): Promise<Settings> {
  const files = {
    registry: flags.registry ?? paths.registry,
    config: flags.config ?? paths.config,
    state: paths.state,
  };
  if (!flags.config) await ensureConfig(files.config);
  const sources = { path: files.config, env, flags };
  const { config } = await loadConfig(sources);
  return {
    config,
    files,
    keysToRestartFor: async () => changedKeys(config, (await loadConfig(sources)).config),
  };
}

function changedKeys(before: Config, after: Config): string[] {
  return (Object.keys(after) as (keyof Config)[]).filter(
    (key) => !isDeepStrictEqual(before[key], after[key]),
  );
}

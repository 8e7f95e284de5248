/** For the tests beside it: presets over a real registry and real servers, secrets in a map. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Config } from '../../../../src-shared/domain/config.ts';
import { LoomError } from '../../../../src-shared/errors.ts';
import { loomPaths } from '../../../../src-shared/paths.ts';
import type { HubService } from '../../api/hub-service.ts';
import type { BundlesParts } from '../../bundles/create-bundles.ts';
import type { HubLog } from '../../log.ts';
import { Scope } from '../../platform/scope.ts';
import { Problems } from '../../problems.ts';
import { openRegistry, type RegistryFile } from '../../registry/registry-file.ts';
import { createUpstreams } from '../../upstreams.ts';
import { createPresets } from '../create-presets.ts';

export interface TestPresets extends AsyncDisposable {
  presets: HubService['presets'];
  registry: RegistryFile;
  /** What the vault holds. */
  kept: Map<string, string>;
  home: string;
  /** What else the hub makes of the same, such as bundles. */
  parts: Omit<BundlesParts, 'presets' | 'onNotice'>;
  /** The processes that run. */
  running: Set<number>;
  /** As the hub's end does. */
  close(): Promise<void>;
}

export async function openPresets(presetsDir: string, path = ''): Promise<TestPresets> {
  const home = mkdtempSync(join(tmpdir(), 'loom-presets-'));
  const env = { PATH: process.env.PATH ?? '', HOME: home };
  const paths = loomPaths({ platform: process.platform, home, user: '', env: { LOOM_HOME: home } });
  const log = { debug() {}, info() {}, warn() {}, error() {}, close() {} } as unknown as HubLog;
  const problems = new Problems(log, () => {});
  const kept = new Map<string, string>();
  const secrets = { get: async (name: string) => kept.get(name) };
  const registry = await openRegistry({ path: paths.registry });
  const loginEnv = async () => ({ path: path || env.PATH, variables: {}, warning: undefined });
  const host = { platform: process.platform, env, home };
  const upstreams = createUpstreams({
    ...{ ...host, paths, loginEnv, secrets, problems, log },
    credentialsFor: () => undefined,
  });
  const running = new Set<number>();
  const scope = new Scope();
  const vault: BundlesParts['vault'] = {
    async set({ name, secret }) {
      if (secret === 'refused') throw new LoomError('vault-locked', 'the vault is locked');
      kept.set(name, secret);
      return { name, source: 'memory', usedBy: [] };
    },
    async remove({ name }) {
      kept.delete(name);
      return { usedBy: [] };
    },
  };
  const presets = createPresets({
    deps: { ...host, presetsDir, version: '1.2.3' },
    config: Config.parse({}),
    registry,
    secrets,
    vault,
    upstreams: {
      hide: upstreams.hide,
      openLinkGiven: (given) => async (spec, project, events, options) => {
        const open = upstreams.openLinkGiven(given);
        const link = await open(spec, project, events, options);
        if (link.pid !== undefined) running.add(link.pid);
        return {
          ...link,
          async close() {
            await link.close();
            if (link.pid !== undefined) running.delete(link.pid);
          },
        };
      },
    },
    loginEnv,
    scope,
  });
  return {
    presets,
    registry,
    kept,
    home,
    parts: { deps: { ...host, paths }, registry, secrets, vault, loginEnv, scope },
    running,
    close: () => scope.close(),
    async [Symbol.asyncDispose]() {
      await scope.close();
      await registry.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

import { tmpdir } from 'node:os';
import { Config } from '../../../src-shared/domain/config.ts';
import { Registry } from '../../../src-shared/domain/registry.ts';
import { memorySurfaceStore } from '../catalog/store.ts';
import { Core } from '../core.ts';
import { Problems } from '../problems.ts';
import type { SessionOptions } from '../sessions/session.ts';
import { createTransports, openLinkWith } from '../upstreams/index.ts';
import { TestClient } from './test-client.ts';

export interface OpenCore extends AsyncDisposable {
  core: Core;
  /** A client on a connection of its own; on the socket and with the default profile, unless said otherwise. */
  connect(options?: Partial<SessionOptions>): TestClient;
}

/**
 * The part of the hub that moves messages, with real servers and without listeners.
 *
 * @param entries - as in registry.yaml; `serverEntry` of `e2e/harness/servers.ts` makes them.
 * @param config - as in config.yaml.
 */
export function openCore(entries: Record<string, object>, config: object = {}): OpenCore {
  const log = { warn() {} };
  const registry = Registry.parse({ servers: entries });
  const running = new Set<number>();
  const record = {
    add: (pid: number) => void running.add(pid),
    remove: (pid: number) => void running.delete(pid),
  };
  const env = { PATH: process.env.PATH ?? '', HOME: tmpdir() };
  const open = openLinkWith(createTransports({ record, childEnv: async () => env }));
  const core = new Core({
    version: '1.2.3',
    config: Config.parse(config),
    registry: () => registry,
    store: memorySurfaceStore(),
    openLink: (spec, _project, events, options) => open(spec, events, options),
    onLogLine() {},
    onChange() {},
    problems: new Problems(log, () => {}),
    log,
  });
  core.applyRegistry();
  return {
    core,
    connect: (options) => new TestClient(core, options),
    async [Symbol.asyncDispose]() {
      await core.close();
      if (running.size > 0) throw new Error(`servers still run: ${[...running].join(', ')}`);
    },
  };
}

import { tmpdir } from 'node:os';
import { Config } from '../../../../src-shared/domain/config.ts';
import { Registry } from '../../../../src-shared/domain/registry.ts';
import { memorySurfaceStore } from '../../catalog/store.ts';
import { Core } from '../../core.ts';
import { Problems } from '../../problems.ts';
import { createTransports, openLinkWith } from '../../upstreams/index.ts';
import { TestClient } from './test-client.ts';

const servers = new URL('../../../../e2e/servers/', import.meta.url).pathname;

/** A registry entry for one of the servers in e2e/servers. */
export function serverEntry(file: string, more: object = {}): object {
  return { transport: 'stdio', command: process.execPath, args: [servers + file], ...more };
}

export interface OpenCore {
  core: Core;
  warnings: string[];
  connect(name?: string): TestClient;
  [Symbol.asyncDispose](): Promise<void>;
}

/** The part of the hub that moves messages, with real servers and without listeners. */
export function openCore(entries: Record<string, object>, config: object = {}): OpenCore {
  const warnings: string[] = [];
  const log = { warn: (_fields: object, text: string) => void warnings.push(text) };
  const registry = Registry.parse({ servers: entries });
  const env = { PATH: process.env.PATH ?? '', HOME: tmpdir() };
  const running = new Set<number>();
  const record = {
    add: (pid: number) => void running.add(pid),
    remove: (pid: number) => void running.delete(pid),
  };
  const core = new Core({
    version: '1.2.3',
    config: Config.parse(config),
    registry: () => registry,
    store: memorySurfaceStore(),
    openLink: (spec, _project, events, options) =>
      openLinkWith(createTransports({ record, childEnv: async () => env }))(spec, events, options),
    onLogLine() {},
    onChange() {},
    problems: new Problems(log, () => {}),
    log,
  });
  core.applyRegistry();
  return {
    core,
    warnings,
    connect: (name) => new TestClient(core, name),
    async [Symbol.asyncDispose]() {
      await core.close();
      if (running.size > 0) throw new Error(`servers still run: ${[...running].join(', ')}`);
    },
  };
}

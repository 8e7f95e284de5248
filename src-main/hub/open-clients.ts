import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProjectFolder } from '../../src-shared/domain/client.ts';
import type { Config } from '../../src-shared/domain/config.ts';
import type { HubState } from '../../src-shared/domain/hub-state.ts';
import { LoomError, toLoomError } from '../../src-shared/errors.ts';
import type { HubService } from './api/hub-service.ts';
import type { Machine } from './clients/client.ts';
import { profileServers } from './clients/direct/profile-servers.ts';
import { brokenClientStore } from './clients/sync/broken-client-store.ts';
import type { ClientStore } from './clients/sync/client-store.ts';
import { lazySync } from './clients/sync/lazy-sync.ts';
import type { HubAddress } from './clients/sync/loom-entry.ts';
import { openClientStore } from './clients/sync/open-client-store.ts';
import { settleUnconfirmed } from './clients/sync/settle-unconfirmed.ts';
import type { Sync } from './clients/sync/sync.ts';
import type { SyncParts } from './clients/sync/sync-parts.ts';
import { type ClientWatch, watchClients } from './clients/watch-clients.ts';
import { createClientsService } from './clients-service.ts';
import type { HubDeps } from './hub-deps.ts';
import type { HubLog } from './log.ts';
import type { ChildRecord } from './platform/child-record.ts';
import { currentUser } from './platform/current-user.ts';
import type { LoginEnv } from './platform/login-env.ts';
import { ensurePrivateDirectory } from './platform/private-directory.ts';
import type { Problems } from './problems.ts';
import type { RegistryFile } from './registry/registry-file.ts';
import { createVaultKeeper } from './vault/secret-keeper.ts';
import type { Secrets } from './vault/secrets.ts';

export interface OpenClientsOptions {
  deps: HubDeps;
  config: Config;
  registry: RegistryFile;
  secrets: Secrets;
  endpoint: HubState['endpoint'];
  loginEnv(): Promise<LoginEnv>;
  /** Projects' folders that sessions and calls named. */
  projects(): Promise<ProjectFolder[]>;
  tryEntry: HubService['presets']['tryEntry'];
  /** The children that run. */
  record: ChildRecord;
  problems: Problems;
  changed(): void;
  log: HubLog;
}

export interface OpenClients extends Pick<ClientWatch, 'sightings' | 'statuses'> {
  service: HubService['clients'];
  /** Calls `listener` after each write to a client's file; returns what ends that. */
  onWritten: Sync['onWritten'];
  /** Begins to watch the files that were written. */
  start(): void;
  close(): Promise<void>;
}

/** The clients of this machine: what is written into their files, read from them, and watched. */
export function openClients(options: OpenClientsOptions): OpenClients {
  const { deps, config, registry, secrets, problems, changed, log } = options;
  const { state } = deps.paths;
  const store = openStore(join(state, 'clients.db'), problems);
  const { ready, machine } = machineOf(options);
  const hub = () => addressOf(options.endpoint);
  const keeper = createVaultKeeper(secrets);
  const { heal } = config.clients;
  const sync = lazySync({
    ...{ store, hub, keeper, heal, locks: lockFolder(state) },
    machine: async (env) => {
      await ready();
      return machine(env);
    },
    servers: (profile) => enabledServers(registry, profile),
  });
  const watch = watchClients({
    ...{ sync, store, problems, changed, log, version: deps.version, record: options.record },
    machine: async (env) => {
      await ready();
      return machine(env);
    },
    person: currentUser(),
    heal: (target) => store.healOf(target) ?? heal,
  });
  const parts = { state, sync, store, watch, registry, keeper, hub, ready, machine, changed };
  return {
    service: createClientsService({
      ...parts,
      projects: options.projects,
      tryEntry: options.tryEntry,
    }),
    onWritten: sync.onWritten,
    sightings: watch.sightings,
    statuses: (sessions) => watch.statuses(sessions),
    start() {
      settleUnconfirmed(store).catch((error: unknown) =>
        log.warn({ code: toLoomError(error).code }, 'what the last hub wrote is not settled yet'),
      );
      watch.guardian.refresh();
    },
    async close() {
      await watch.close();
      store.close();
    },
  };
}

/** Without it nothing is written: what stood in a file has to be kept first. */
function openStore(file: string, problems: Problems): ClientStore {
  try {
    return openClientStore(file, (error) => problems.report('clients:store', error));
  } catch (thrown) {
    const error = toLoomError(thrown);
    problems.report('clients:store', error);
    return brokenClientStore(error);
  }
}

/** The login shell is asked once, and not before somebody asks for clients. */
function machineOf({ deps: { platform, home, env }, loginEnv }: OpenClientsOptions): {
  ready(): Promise<void>;
  machine: (env?: Env) => Machine;
} {
  let known: Env = {};
  return {
    async ready() {
      const { path, variables } = await loginEnv();
      known = { ...variables, PATH: path };
    },
    machine: (own) => ({ platform, home, env: { ...env, ...known, ...own } }),
  };
}

type Env = Readonly<Record<string, string>>;

function addressOf({ proxy, http, asksForToken }: HubState['endpoint']): HubAddress {
  return { command: proxy ?? ['loom', 'proxy'], http, asksForToken: asksForToken ?? false };
}

function enabledServers(
  registry: RegistryFile,
  profile: string | undefined,
): ReturnType<SyncParts['servers']> {
  try {
    const all = Object.entries(profileServers(registry.current(), profile));
    return Object.fromEntries(all.filter(([, { enabled }]) => enabled));
  } catch (error) {
    if (error instanceof LoomError && error.code === 'not-found') return undefined;
    throw error;
  }
}

/** One that all hubs of this user share, whatever their state folder; its own where that is taken. */
function lockFolder(state: string): string {
  const shared = join(tmpdir(), `loom-locks-${process.getuid?.() ?? 'user'}`);
  try {
    ensurePrivateDirectory(shared, { refuseWritable: true });
    return shared;
  } catch {
    return join(state, 'locks');
  }
}

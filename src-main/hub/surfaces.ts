import type { Config } from '../../src-shared/domain/config.ts';
import { defaultProfile, type Profile } from '../../src-shared/domain/profile.ts';
import type { Registry } from '../../src-shared/domain/registry.ts';
import { Catalog } from './catalog/catalog.ts';
import type { SurfaceStore } from './catalog/store.ts';
import type { ListKind, Surface } from './catalog/surface.ts';
import type { Problems } from './problems.ts';
import { SessionViews } from './session-views.ts';
import type { Sessions } from './sessions/sessions.ts';
import type { SurfaceKeys } from './surface-keys.ts';
import type { Instance } from './upstreams/instance.ts';
import type { ManagedServer } from './upstreams/managed-server.ts';
import type { Supervisor } from './upstreams/supervisor.ts';

const noServers: Profile = { servers: [] };

export interface SurfacesOptions {
  config: Pick<Config, 'naming' | 'limits'>;
  registry(): Registry;
  store: SurfaceStore;
  keys: SurfaceKeys;
  supervisor: Pick<Supervisor, 'servers' | 'find'>;
  sessions(): Pick<Sessions, 'all' | 'find'>;
  /** What every client is told of the hub. */
  serverInfo: object;
  /** Takes secrets out of what is told of a server. */
  hide: ((text: string) => string) | undefined;
  /** Some lists of a server have really changed. */
  onChange(kinds: readonly ListKind[]): void;
  problems: Problems;
}

/**
 * What servers offer, and what sessions see of that: the catalog, told which surface belongs to which
 * server, instance and audience.
 */
export class Surfaces {
  readonly catalog: Catalog;
  readonly views: SessionViews;
  readonly #options: SurfacesOptions;

  constructor(options: SurfacesOptions) {
    this.#options = options;
    this.catalog = this.#createCatalog();
    this.views = new SessionViews(this.catalog);
  }

  /** What a server's surface is known as to people, whatever the client. */
  of(server: ManagedServer): Surface | undefined {
    const { keys, sessions } = this.#options;
    return this.catalog.surface(keys.forPeople(server, sessions().all()));
  }

  /** Whether it ever asked its client for something. */
  isInteractive({ spec }: Pick<ManagedServer, 'spec'>): boolean {
    return this.catalog.isInteractive(this.#options.keys.ofDefinition(spec));
  }

  setInteractive({ spec }: Pick<ManagedServer, 'spec'>): void {
    this.catalog.setInteractive(this.#options.keys.ofDefinition(spec));
  }

  /** Fetches what the server offers, now. */
  refresh(instance: Instance): Promise<void> {
    return this.catalog.refresh(instance, this.#keysFor(instance));
  }

  /** As `Catalog.refreshSoon`. */
  refreshSoon(instance: Instance, announced?: () => void): void {
    this.catalog.refreshSoon(instance, this.#keysFor(instance), announced);
  }

  #createCatalog(): Catalog {
    const { config, keys, supervisor, hide, problems, onChange } = this.#options;
    return new Catalog({
      store: this.#options.store,
      ...(hide && { hide }),
      naming: config.naming,
      longestInstructions: config.limits.instructions,
      serverInfo: this.#options.serverInfo,
      servers: () =>
        supervisor.servers.map((server) => ({
          id: server.id,
          spec: server.spec,
          surfaceKeys: (audience) => keys.forAudience(server, audience),
        })),
      profile: (name) => this.#profile(name),
      audienceKey: (audience) => keys.audienceKey(supervisor.servers, audience),
      onChange: (_serverId, kinds) => onChange(kinds),
      onListed: (serverId) => problems.resolve(`catalog:${serverId}`),
      onProblem: (error) => problems.report(`catalog:${error.server ?? ''}`, error),
    });
  }

  /** One that was removed shows nothing to whoever still has it. */
  #profile(name: string): Profile | undefined {
    const { profiles } = this.#options.registry();
    if (Object.hasOwn(profiles, name)) return profiles[name];
    return name === defaultProfile ? undefined : noServers;
  }

  #keysFor(instance: Instance): string[] {
    const { keys, supervisor, sessions } = this.#options;
    const server = supervisor.find(instance.serverId);
    const owner = sessions().find(instance.soleSession ?? '');
    return keys.forInstance(instance, server, owner);
  }
}

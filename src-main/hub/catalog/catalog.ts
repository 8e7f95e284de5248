import type { Era } from '../../../src-shared/domain/era.ts';
import type { Profile } from '../../../src-shared/domain/profile.ts';
import { LoomError, toLoomError } from '../../../src-shared/errors.ts';
import { hideInError } from '../upstreams/hide-in-events.ts';
import type { Instance } from '../upstreams/instance.ts';
import { fetchSurface } from './fetch-surface.ts';
import type { Naming } from './naming.ts';
import { setBounded } from './set-bounded.ts';
import type { SurfaceStore } from './store.ts';
import { changedLists, everyListKind, type ListKind, type Surface, sameBytes } from './surface.ts';
import { createView, type View, type ViewServer } from './view.ts';

/** A burst of list_changed is one refresh. */
const coalesceMs = 100;
/** A server that says so again and again is asked no more often than this, in milliseconds. */
const storm = 500;
/** Kept in memory; more than registries have servers. */
const mostSurfaces = 500;
/** One per project where that matters, and sessions keep their own. */
const mostViews = 50;

/**
 * For whom a view is: what a server offers may depend on the project, on what a client can do, and,
 * where it speaks both eras, on how it is spoken to.
 */
export interface Audience {
  profile: string;
  /** The only servers of the profile that it may see; all of them where undefined. */
  servers?: readonly string[] | undefined;
  project: string | undefined;
  /** Stands for the client's capabilities; empty where no client is meant. */
  clientKind: string;
  era: Era;
}

/** What the catalog sees of the registry's servers. */
export interface CatalogServer extends Omit<ViewServer, 'surface'> {
  /** Keys of its cached surface for this audience, the best first. */
  surfaceKeys(audience: Audience): readonly string[];
}

export interface CatalogOptions {
  /** It never throws. */
  store: SurfaceStore;
  naming: Naming;
  longestInstructions: number;
  /** What clients of the modern era are told of the hub. */
  serverInfo: object;
  servers(): readonly CatalogServer[];
  profile(name: string): Profile | undefined;
  /** Audiences of the same key see the same. */
  audienceKey(audience: Audience): string;
  /** Takes secrets out of what is told of a server. */
  hide?(text: string): string;
  /** Some of a server's lists have really changed. */
  onChange(serverId: string, kinds: readonly ListKind[]): void;
  /** A surface was fetched, changed or not. */
  onListed(serverId: string): void;
  /** A surface could not be fetched. */
  onProblem(error: LoomError): void;
}

/** All surfaces: cached on disk, refreshed from running instances, merged into views. */
export class Catalog {
  readonly #options: CatalogOptions;
  readonly #surfaces = new Map<string, Surface>();
  readonly #interactive = new Map<string, boolean>();
  readonly #views = new Map<string, View>();
  readonly #refreshing = new Map<Instance, Promise<void>>();
  readonly #timers = new Map<Instance, NodeJS.Timeout>();
  readonly #refreshedAt = new WeakMap<Instance, number>();
  #version = 0;
  #closed = false;

  constructor(options: CatalogOptions) {
    this.#options = options;
  }

  /** The merged catalog for an audience; cheap, since it is kept until something changes. */
  view(audience: Audience): View {
    const key = this.#options.audienceKey(audience);
    const known = this.#views.get(key);
    if (known) return known;
    const { servers, naming, longestInstructions, serverInfo } = this.#options;
    const view = createView({
      servers: servers().map((server) => ({
        id: server.id,
        spec: server.spec,
        surface: this.surface(server.surfaceKeys(audience)),
      })),
      profile: this.#options.profile(audience.profile),
      allowed: audience.servers,
      naming,
      longestInstructions,
      serverInfo,
    });
    setBounded(this.#views, [key, view], mostViews);
    return view;
  }

  /** The first surface that is known under one of these keys. */
  surface(keys: readonly string[]): Surface | undefined {
    for (const key of keys) {
      const known = this.#surfaces.get(key) ?? this.#options.store.read(key);
      if (known) {
        this.#keepSurface(key, known);
        return known;
      }
    }
    return undefined;
  }

  /** Asked on every call, so the store is read once. */
  isInteractive(definition: string): boolean {
    let known = this.#interactive.get(definition);
    if (known === undefined) {
      known = this.#options.store.isInteractive(definition);
      this.#interactive.set(definition, known);
    }
    return known;
  }

  setInteractive(definition: string): void {
    this.#interactive.set(definition, true);
    this.#forgetViews();
    this.#options.store.setInteractive(definition);
  }

  /** Definitions or profiles have changed. */
  invalidate(): void {
    this.#forgetViews();
  }

  /** Grows whenever any view may have become another: whoever keeps one compares it. */
  get version(): number {
    return this.#version;
  }

  /** Fetches an instance's surface; calls at the same time share one fetch. */
  refresh(instance: Instance, keys: readonly string[]): Promise<void> {
    const running = this.#refreshing.get(instance);
    if (running !== undefined) return running;
    const refresh = this.#refresh(instance, keys).finally(() => this.#refreshing.delete(instance));
    this.#refreshing.set(instance, refresh);
    return refresh;
  }

  /**
   * The server says that a list has changed; many such words in a moment are one refresh.
   *
   * @param announced - told after it, whether the lists differ or not.
   */
  refreshSoon(instance: Instance, keys: readonly string[], announced: () => void = () => {}): void {
    if (this.#timers.has(instance) || this.#closed) return;
    const since = Date.now() - (this.#refreshedAt.get(instance) ?? 0);
    const wait = since >= 0 && since < storm ? storm - since : coalesceMs;
    const timer = setTimeout(
      () => {
        this.#timers.delete(instance);
        this.#refreshedAt.set(instance, Date.now());
        // One that runs already may have read the old list.
        const before = this.#refreshing.get(instance) ?? Promise.resolve();
        void before
          .finally(() => this.refresh(instance, keys))
          .then(announced)
          .catch(() => {});
      },
      Math.max(coalesceMs, wait),
    );
    this.#timers.set(instance, timer);
  }

  close(): void {
    this.#closed = true;
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#options.store.close();
  }

  async #refresh(instance: Instance, keys: readonly string[]): Promise<void> {
    if (!instance.answer) return;
    try {
      const { serverId, peer, answer, spec } = instance;
      const surface = await fetchSurface({ serverId, peer, answer, transport: spec.transport });
      if (!this.#closed) this.#take(instance.serverId, keys, surface);
      this.#options.onListed(instance.serverId);
    } catch (thrown) {
      const { hide = (text: string) => text } = this.#options;
      const error = hideInError(toLoomError(thrown), hide);
      const told = unlistable(instance.serverId, error);
      if (!this.#closed && instance.isReady) this.#options.onProblem(told);
      // A server's own refusal is no failure of the hub's.
      throw error.code === 'internal' ? told : error;
    }
  }

  #forgetViews(): void {
    this.#views.clear();
    this.#version += 1;
  }

  /** Under the best key, and under the others where nothing is known yet. */
  #take(serverId: string, keys: readonly string[], surface: Surface): void {
    const changed = keys.flatMap((key, index) => {
      const before = this.surface([key]);
      if (index > 0 && before) return [];
      return this.#put(key, before, surface);
    });
    if (changed.length > 0) this.#options.onChange(serverId, changed);
  }

  /** Returns the lists that differ from before. */
  #put(key: string, before: Surface | undefined, surface: Surface): readonly ListKind[] {
    const kinds = before ? changedLists(before, surface) : everyListKind;
    const same =
      before &&
      kinds.length === 0 &&
      sameBytes(before.initialize, surface.initialize) &&
      JSON.stringify(before.caching) === JSON.stringify(surface.caching);
    this.#keepSurface(key, surface);
    if (same) return [];
    this.#options.store.write(key, surface);
    this.#forgetViews();
    return kinds;
  }

  /** The store still has what is forgotten here: every edit of a definition makes another key. */
  #keepSurface(key: string, surface: Surface): void {
    setBounded(this.#surfaces, [key, surface], mostSurfaces);
  }
}

function unlistable(serverId: string, error: LoomError): LoomError {
  return new LoomError(
    error.code === 'internal' ? 'server-protocol' : error.code,
    `server "${serverId}" could not be listed: ${error.message}`,
    { server: serverId, cause: error },
  );
}

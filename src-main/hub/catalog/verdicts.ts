import type { EraVerdict } from '../../../src-shared/domain/era.ts';
import type { ServerSpec } from '../../../src-shared/domain/server.ts';
import type { EraMemory } from '../upstreams/server-era.ts';
import { setBounded } from './set-bounded.ts';
import type { KnownEra, SurfaceStore } from './store.ts';

export interface VerdictsOptions {
  store: Pick<SurfaceStore, 'readVerdict' | 'writeVerdict'>;
  /** Entries of the same key are the same server. */
  key(spec: ServerSpec): string;
  /** A server's verdict is another now. */
  onChange(): void;
}

/** What was found out about the eras of servers, by definition. It outlives the hub. */
export class Verdicts implements EraMemory {
  readonly #options: VerdictsOptions;
  /** Those of this run, which the store need not have. */
  readonly #known = new Map<string, KnownEra | undefined>();

  constructor(options: VerdictsOptions) {
    this.#options = options;
  }

  of(spec: ServerSpec): KnownEra | undefined {
    const key = this.#options.key(spec);
    if (!this.#known.has(key)) this.#keep(key, this.#options.store.readVerdict(key));
    return this.#known.get(key);
  }

  learn(spec: ServerSpec, verdict: EraVerdict, isSure: boolean): void {
    const known = { verdict, at: Date.now() };
    const isNews = this.of(spec)?.verdict !== verdict;
    this.#put(spec, known, isSure ? known : undefined);
    if (isNews) this.#options.onChange();
  }

  forget(spec: ServerSpec): void {
    this.#put(spec, undefined, undefined);
    this.#options.onChange();
  }

  #put(spec: ServerSpec, known: KnownEra | undefined, stored: KnownEra | undefined): void {
    const key = this.#options.key(spec);
    this.#keep(key, known);
    this.#options.store.writeVerdict(key, stored);
  }

  #keep(key: string, known: KnownEra | undefined): void {
    setBounded(this.#known, [key, known], mostKept);
  }
}

/** More than registries have servers. */
const mostKept = 1000;

import type { EraVerdict } from '../../../src-shared/domain/era.ts';
import { LoomError, messageOf } from '../../../src-shared/errors.ts';
import type { KnownEra, SurfaceStore } from './store.ts';

export interface VerdictsOptions {
  store: Pick<SurfaceStore, 'readVerdict' | 'writeVerdict'>;
  /** A server's verdict is another now. */
  onChange(): void;
  /** The store could not be read or written. */
  onProblem(error: LoomError): void;
}

/**
 * What was found out about the eras of servers, by definition. It outlives the hub; where the store is
 * damaged, it is found out again.
 */
export class Verdicts {
  readonly #options: VerdictsOptions;
  /** Those of this run, which the store need not have. */
  readonly #known = new Map<string, KnownEra | undefined>();

  constructor(options: VerdictsOptions) {
    this.#options = options;
  }

  of(definition: string): KnownEra | undefined {
    if (!this.#known.has(definition)) this.#keep(definition, this.#read(definition));
    return this.#known.get(definition);
  }

  /** @param isSure - whether it need not be found out again after this run of the hub. */
  learn(definition: string, verdict: EraVerdict, isSure: boolean): KnownEra {
    const known = { verdict, at: Date.now() };
    const isNews = this.of(definition)?.verdict !== verdict;
    this.#keep(definition, known);
    this.#write(definition, isSure ? known : undefined);
    if (isNews) this.#options.onChange();
    return known;
  }

  forget(definition: string): void {
    this.#keep(definition, undefined);
    this.#write(definition, undefined);
    this.#options.onChange();
  }

  #keep(definition: string, known: KnownEra | undefined): void {
    this.#known.set(definition, known);
    const [oldest] = this.#known.keys();
    if (this.#known.size > mostKept && oldest !== undefined) this.#known.delete(oldest);
  }

  #read(definition: string): KnownEra | undefined {
    try {
      return this.#options.store.readVerdict(definition);
    } catch (cause) {
      this.#tell('file-unreadable', 'read', cause);
      return undefined;
    }
  }

  #write(definition: string, known: KnownEra | undefined): void {
    try {
      this.#options.store.writeVerdict(definition, known);
    } catch (cause) {
      this.#tell('file-unwritable', 'written', cause);
    }
  }

  #tell(code: 'file-unreadable' | 'file-unwritable', what: string, cause: unknown): void {
    const text = `the catalog cache could not be ${what}: ${messageOf(cause)}`;
    this.#options.onProblem(new LoomError(code, text, { cause }));
  }
}

/** More than registries have servers. */
const mostKept = 1000;

import type { Era, EraVerdict } from '../../../src-shared/domain/era.ts';
import { eraChoice, type ServerSpec } from '../../../src-shared/domain/server.ts';
import type { LoomError } from '../../../src-shared/errors.ts';
import type { Detection } from './detect-era.ts';
import type { SessionFacts } from './instance.ts';

/** A server that spoke only the legacy era may be a newer one by the next day. */
const legacyLastsMs = 24 * 60 * 60 * 1000;

/** A server that goes on to refuse what it should take is not asked more often than that. */
const reconsiderEveryMs = 5_000;

/** What was found out, and when (milliseconds since the epoch). */
interface KnownEra {
  verdict: EraVerdict;
  at: number;
}

/** What is known of the eras of definitions; it outlives the hub. */
export interface EraMemory {
  of(spec: ServerSpec): KnownEra | undefined;
  /** @param isSure - whether it is to be kept beyond this run of the hub. */
  learn(spec: ServerSpec, verdict: EraVerdict, isSure: boolean): void;
  forget(spec: ServerSpec): void;
}

export interface ServerEraOptions {
  memory: EraMemory;
  /** Asks the server, over HTTP; see `detectEra`. */
  detect(session: SessionFacts | undefined, signal: AbortSignal): Promise<Detection | undefined>;
  /** The same while it runs: nothing is told of a failure, and nothing follows from it. */
  verify(session: SessionFacts | undefined, signal: AbortSignal): Promise<Detection | undefined>;
}

/**
 * In which era a server is spoken to: the one its entry names, else what was found out. Over HTTP that
 * is asked for before the first start; a child shows it when it starts, and is tried as legacy first.
 */
export class ServerEra {
  readonly #options: ServerEraOptions;
  #spec: ServerSpec;
  /** Asked on every call, so the memory is read once. */
  #known: { era: KnownEra | undefined } | undefined;
  #mayBeWrong = false;
  #abort: AbortController | undefined;
  #detecting: Promise<void> | undefined;
  #verifying: { abort: AbortController; done: Promise<Detection | undefined> } | undefined;
  #verifiedAt = Number.NEGATIVE_INFINITY;

  constructor(spec: ServerSpec, options: ServerEraOptions) {
    this.#spec = spec;
    this.#options = options;
  }

  /** Its definition has changed. */
  redefine(spec: ServerSpec): void {
    this.#spec = spec;
    this.#known = undefined;
  }

  get verdict(): EraVerdict | undefined {
    const choice = eraChoice(this.#spec);
    return choice === 'auto' ? this.#found()?.verdict : choice;
  }

  get isDual(): boolean {
    return this.verdict === 'dual';
  }

  /** The era in which a request of `era` is served; legacy where nothing is known. */
  serving(era: Era): Era {
    const { verdict = 'legacy' } = this;
    return verdict === 'dual' ? era : verdict;
  }

  /** What was found out counts until its next start, which finds it out anew. */
  askAgain(): void {
    this.#mayBeWrong = true;
  }

  /** Whether it has to be asked before it is started. */
  isToBeFound(now: number): boolean {
    if (this.#spec.transport !== 'http' || eraChoice(this.#spec) !== 'auto') return false;
    const known = this.#found();
    return (
      this.#mayBeWrong || !known || (known.verdict === 'legacy' && now - known.at > legacyLastsMs)
    );
  }

  /**
   * What a start for requests of `era` tries, in this order, and whether that may be out of date.
   *
   * @param detections - how often it was found out for this start.
   */
  openingFor(era: Era, detections: number): { eras: readonly Era[]; isOld: boolean } {
    const served = this.serving(era);
    if (eraChoice(this.#spec) !== 'auto') return { eras: [served], isOld: false };
    if (this.#spec.transport !== 'stdio') {
      const isNew = detections > (this.verdict ? 0 : 1);
      return { eras: [served], isOld: !isNew };
    }
    const other = served === 'modern' ? 'legacy' : 'modern';
    return { eras: [served, other], isOld: served === 'modern' && detections === 0 };
  }

  /** A start has shown it. Over HTTP that counts only where the server did not say, and not for long. */
  shown(era: Era): void {
    const { verdict } = this;
    const isSure = this.#spec.transport === 'stdio';
    if (eraChoice(this.#spec) !== 'auto' || verdict === era) return;
    if (isSure || verdict === undefined) this.#learn(this.#spec, { verdict: era, isSure });
  }

  /** Finds it out anew; calls at the same time share one detection. Rejects as `detectEra` does. */
  detect(session: SessionFacts | undefined): Promise<void> {
    this.#detecting ??= this.#detect(session).finally(() => {
      this.#detecting = undefined;
    });
    return this.#detecting;
  }

  /**
   * It runs and seems to speak otherwise than it did. Finds out how, once for all who ask at the same
   * time and every few seconds at most; what gives no sure answer changes nothing. Never rejects.
   *
   * @returns whether it is known now, to the one who made it be looked for.
   */
  async reconsider(session: SessionFacts | undefined): Promise<boolean> {
    const spec = this.#spec;
    const isEarly = this.#verifying || performance.now() - this.#verifiedAt < reconsiderEveryMs;
    if (spec.transport !== 'http' || eraChoice(spec) !== 'auto' || isEarly) return false;
    const abort = new AbortController();
    // What runs goes on as it is where nothing can be found out; a start would tell why.
    const done = this.#options.verify(session, abort.signal).catch(() => undefined);
    this.#verifying = { abort, done };
    const found = await done;
    this.#verifying = undefined;
    this.#verifiedAt = performance.now();
    if (!found?.isSure || abort.signal.aborted || this.#spec !== spec) return false;
    if (found.verdict !== this.verdict) this.#learn(spec, found);
    return true;
  }

  /** Ends a detection that runs; whoever waits for it fails with `error`. */
  async stop(error: LoomError): Promise<void> {
    this.#abort?.abort(error);
    this.#verifying?.abort.abort(error);
    await this.#detecting?.catch(() => {});
    await this.#verifying?.done;
  }

  async #detect(session: SessionFacts | undefined): Promise<void> {
    const spec = this.#spec;
    if (spec.transport !== 'http') {
      this.#known = undefined;
      this.#options.memory.forget(spec);
      return;
    }
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    const found = await this.#options.detect(session, signal);
    signal.throwIfAborted();
    this.#mayBeWrong = false;
    if (found) this.#learn(spec, found);
  }

  #found(): KnownEra | undefined {
    this.#known ??= { era: this.#options.memory.of(this.#spec) };
    return this.#known.era;
  }

  #learn(spec: ServerSpec, { verdict, isSure }: Detection): void {
    this.#known = undefined;
    this.#options.memory.learn(spec, verdict, isSure);
  }
}

import { setTimeout as delay } from 'node:timers/promises';
import type { Drift, Heal } from '../../../../src-shared/domain/client.ts';
import { LoomError, messageOf, toLoomError } from '../../../../src-shared/errors.ts';
import type { HubLog } from '../../log.ts';
import type { ClientStore, KeptDrift } from '../sync/client-store.ts';
import type { Inspection, Sync } from '../sync/sync.ts';
import type { SyncedTarget } from '../sync/synced-target.ts';
import { DriftBook, type DriftBookOptions, isOpen } from './drift-book.ts';
import { isSameDrift, judgeDrift, lookAt, type SeenDrift } from './judge-drift.ts';
import { WatchedTarget } from './watched-target.ts';

export interface GuardianOptions extends Omit<DriftBookOptions, 'store' | 'now'> {
  sync: Pick<Sync, 'inspectSynced' | 'heal' | 'onWritten'>;
  store: Pick<ClientStore, 'targets' | 'target' | 'drifts' | 'addDrift' | 'setOutcome'>;
  /** What is to be done about drift of this target. */
  heal(target: string): Heal;
  /** Programs that probably changed the file. */
  suspects(inspection: Inspection): Promise<string[]>;
  log: Pick<HubLog, 'info' | 'warn'>;
  now?(): number;
}

/** A client that was running may write its old copy over ours (milliseconds after a write). */
const lookAgainMs = [1_000, 5_000, 30_000];
/** What is seen twice was not just one step of several; a file that does not parse gets longer. */
const secondLookMs = { readable: 150, unreadable: 1_000 };

/**
 * Watches every file that Loom wrote into, and does something about it when Loom's entry disappears
 * or changes: tells people, or puts it back. Nothing runs while nothing changes.
 */
export class Guardian {
  readonly #options: GuardianOptions;
  readonly #book: DriftBook;
  readonly #watched = new Map<string, WatchedTarget>();
  readonly #closing = new AbortController();
  readonly #now: () => number;
  readonly #stopListening: () => void;

  constructor(options: GuardianOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#book = new DriftBook({ ...options, now: this.#now });
    this.#stopListening = options.sync.onWritten(({ key }) => {
      this.refresh();
      for (const ms of lookAgainMs) this.#watched.get(key)?.lookIn(ms);
    });
  }

  /** To be called at the start, and when what is to be done about a target may have changed. */
  refresh(): void {
    if (this.#closing.signal.aborted) return;
    const records = new Map(this.#options.store.targets().map((one) => [one.key, one]));
    for (const [key, watched] of this.#watched) {
      if (!records.has(key)) this.#forget(key, watched);
    }
    for (const record of records.values()) {
      const watched = this.#watched.get(record.key);
      if (!watched) this.#watch(record);
      else if (this.#book.of(record.key).some(isOpen)) watched.look();
    }
  }

  /** Newest first. */
  drifts(): Drift[] {
    return this.#book.all();
  }

  /**
   * Puts drifted entries of a target back, or lets them be.
   *
   * @throws LoomError 'not-found' where nothing of it waits for an answer; where an entry cannot be
   * put back, what stands in the way.
   */
  async resolve(target: string, answer: 'heal' | 'leave'): Promise<Drift[]> {
    const waiting = this.#book.openOf(target);
    if (waiting.length === 0) {
      const remedy = '`loom sync --status` shows what drifted.';
      throw new LoomError('not-found', `nothing of "${target}" waits for an answer`, { remedy });
    }
    for (const drift of waiting) {
      if (answer === 'leave') this.#book.setOutcome(drift, 'left');
      else await this.#healOrThrow(drift);
    }
    return this.drifts();
  }

  async close(): Promise<void> {
    this.#stopListening();
    this.#closing.abort();
    await Promise.all([...this.#watched.values()].map((watched) => watched.close()));
  }

  #watch({ key, label, file }: SyncedTarget): void {
    const { log } = this.#options;
    const watched = new WatchedTarget({
      file,
      look: () => this.#lookSafely(key),
      unwatchable: (error) => log.warn({ file }, `${label} is not watched: ${messageOf(error)}`),
    });
    this.#watched.set(key, watched);
  }

  #forget(key: string, watched: WatchedTarget): void {
    this.#watched.delete(key);
    void watched.close();
    this.#book.over(key);
  }

  async #lookSafely(key: string): Promise<void> {
    try {
      await this.#look(key);
    } catch (thrown) {
      if (this.#closing.signal.aborted) return;
      const { code, message } = toLoomError(thrown);
      this.#options.log.warn({ code, target: key }, `the guardian could not look: ${message}`);
    }
  }

  async #look(key: string): Promise<void> {
    const first = lookAt(await this.#options.sync.inspectSynced(key));
    if (first.phase !== 'drift') {
      this.#book.over(key);
      return;
    }
    const ms = secondLookMs[first.how === 'unreadable' ? 'unreadable' : 'readable'];
    await delay(ms, undefined, { ref: false, signal: this.#closing.signal });
    const inspection = await this.#options.sync.inspectSynced(key);
    const record = this.#options.store.target(key);
    if (!inspection || !record) return;
    if (isSameDrift(first, lookAt(inspection))) await this.#drifted(record, first, inspection);
    else this.#watched.get(key)?.look();
  }

  async #drifted(record: SyncedTarget, drift: SeenDrift, inspection: Inspection): Promise<void> {
    const known = this.#book.of(record.key);
    const heal = this.#options.heal(record.target);
    const judgement = judgeDrift(drift, known, { heal, now: this.#now() });
    // Of another hub's time, it was not told yet.
    if (judgement.act === 'nothing') return known[0] && this.#book.tell(known[0]);
    const kept = judgement.isNews ? await this.#add(record, drift, inspection) : known[0];
    if (!kept) return;
    if (judgement.act === 'heal') await this.#putBack(kept);
    else this.#book.setOutcome(kept, outcomes[judgement.act]);
  }

  async #add(record: SyncedTarget, drift: SeenDrift, inspection: Inspection): Promise<KeptDrift> {
    const suspects = await this.#options.suspects(inspection).catch(() => []);
    const { target, file } = record;
    const about = { target, file, how: drift.how, suspects };
    this.#options.log.warn(about, `Loom's entry in ${file} is ${drift.how}`);
    return this.#book.add(record, drift, suspects);
  }

  async #putBack(drift: KeptDrift): Promise<void> {
    const { target, file, key } = drift;
    const { written, refused } = await this.#options.sync.heal(key);
    const [why] = refused;
    if (why) {
      const about = { target, file, code: why.code };
      this.#options.log.warn(about, `Loom's entry cannot be put back: ${why.reason}`);
    }
    // Where there was nothing to write, it is right already.
    const outcome = written.length > 0 ? 'healed' : why ? 'waiting' : 'resolved';
    this.#book.setOutcome(drift, outcome);
  }

  async #healOrThrow(drift: KeptDrift): Promise<void> {
    const [why] = (await this.#options.sync.heal(drift.key)).refused;
    if (!why) return this.#book.setOutcome(drift, 'healed');
    const place = { file: drift.file };
    throw new LoomError('file-unwritable', why.reason, { remedy: why.remedy, place });
  }
}

const outcomes = { ask: 'waiting', 'give-up': 'gave-up', leave: 'left' } as const;

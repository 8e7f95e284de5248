import type { Drift } from '../../../../src-shared/domain/client.ts';
import { LoomError } from '../../../../src-shared/errors.ts';
import type { Problems } from '../../problems.ts';
import type { ClientStore, KeptDrift } from '../sync/client-store.ts';
import type { SyncedTarget } from '../sync/synced-target.ts';
import type { SeenDrift } from './judge-drift.ts';

export interface DriftBookOptions {
  store: Pick<ClientStore, 'drifts' | 'addDrift' | 'setOutcome'>;
  problems: Pick<Problems, 'report' | 'resolve'>;
  /** Something that people see has changed. */
  changed(): void;
  /** Milliseconds since the epoch. */
  now(): number;
}

const mostDrifts = 100;

/** What happened to synced targets: kept, and told to people for as long as it wants an answer. */
export class DriftBook {
  readonly #options: DriftBookOptions;
  /** What was told of each target. */
  readonly #told = new Map<string, string>();

  constructor(options: DriftBookOptions) {
    this.#options = options;
  }

  /** Newest first, as people see them. */
  all(): Drift[] {
    return this.#options.store.drifts(mostDrifts).map(({ id: _id, key: _key, ...drift }) => drift);
  }

  /** Newest first. */
  of(key: string): KeptDrift[] {
    return this.#options.store.drifts(mostDrifts).filter((drift) => drift.key === key);
  }

  /** The newest of each target that people call so, where it wants an answer. */
  openOf(target: string): KeptDrift[] {
    const drifts = this.#options.store.drifts(mostDrifts);
    return drifts.filter((drift) => drift.target === target && isOpen(drift));
  }

  /** A newer drift takes the place of one that still waits. */
  add(
    { key, target, label, file }: SyncedTarget,
    { how, diff }: SeenDrift,
    suspects: string[],
  ): KeptDrift {
    const { store, now } = this.#options;
    for (const { id } of this.of(key).filter(isOpen)) store.setOutcome(id, 'resolved');
    const about = { key, target, label, file, at: now(), how, diff, suspects };
    return store.addDrift({ ...about, outcome: 'waiting' });
  }

  /** Takes down what became of it, and tells people or ends telling them. */
  setOutcome(drift: KeptDrift, outcome: Drift['outcome']): void {
    this.#options.store.setOutcome(drift.id, outcome);
    this.tell({ ...drift, outcome });
    this.#options.changed();
  }

  /** All is well: even what was left as it was is over, and would be news if it came again. */
  over(key: string): void {
    const [last] = this.of(key);
    if (last && (isOpen(last) || last.outcome === 'left')) this.setOutcome(last, 'resolved');
  }

  /** Tells once of a drift that wants an answer. */
  tell(drift: KeptDrift): void {
    const { problems } = this.#options;
    const matter = `drift:${drift.key}`;
    const version = `${drift.id} ${drift.outcome}`;
    if (!isOpen(drift)) {
      if (this.#told.delete(drift.key)) problems.resolve(matter);
    } else if (this.#told.get(drift.key) !== version) {
      this.#told.set(drift.key, version);
      problems.report(matter, driftProblem(drift));
    }
  }
}

/** It still wants an answer. */
export function isOpen({ outcome }: Drift): boolean {
  return outcome === 'waiting' || outcome === 'gave-up';
}

function driftProblem({ target, label, file, how, outcome, suspects }: KeptDrift): LoomError {
  const by = suspects.length > 0 ? `, perhaps by ${suspects.join(' or ')}` : '';
  const texts = {
    missing: `Loom's entry was taken out of ${file}${by}`,
    changed: `Loom's entry in ${file} was changed${by}`,
    unreadable: `${file} cannot be read any more${by}`,
  };
  const again = outcome === 'gave-up' ? ', again and again; Loom has stopped putting it back' : '';
  const remedy =
    how === 'unreadable'
      ? `Mend the file, or let ${label} do it; \`loom sync --status\` says where it breaks.`
      : `\`loom sync ${target}\` puts it back; \`loom sync ${target} --remove\` ends it.`;
  return new LoomError('file-changed', `${label}: ${texts[how]}${again}`, {
    remedy,
    ...(how !== 'unreadable' && { remedyId: 'connect-again' as const }),
    place: { file },
  });
}

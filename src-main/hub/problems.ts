import type { HubProblem } from '../../src-shared/domain/hub-state.ts';
import type { LoomError } from '../../src-shared/errors.ts';
import type { HubLog } from './log.ts';

/** What needs a person, one entry per matter: the newest replaces the one before. */
export class Problems {
  readonly #byMatter = new Map<string, HubProblem>();
  readonly #log: Pick<HubLog, 'warn'>;
  readonly #onChange: () => void;

  constructor(log: Pick<HubLog, 'warn'>, onChange: () => void) {
    this.#log = log;
    this.#onChange = onChange;
  }

  report(matter: string, error: LoomError): void {
    this.#log.warn({ code: error.code, server: error.server }, error.message);
    this.#byMatter.set(matter, problemOf(error));
    this.#onChange();
  }

  resolve(matter: string): void {
    if (this.#byMatter.delete(matter)) this.#onChange();
  }

  all(): HubProblem[] {
    return [...this.#byMatter.values()];
  }
}

/** An error as the console and the CLI show it. */
export function problemOf({ code, message, remedy, remedyId, place }: LoomError): HubProblem {
  return { at: Date.now(), code, message, remedy, ...(remedyId && { remedyId }), ...place };
}

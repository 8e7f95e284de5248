import { LoomError } from '../../../src-shared/errors.ts';

type Closer = () => unknown;

/** Owns what was opened and closes it in reverse order, once (style.md, principle 6). */
export class Scope {
  readonly #closers: Closer[] = [];
  #closing: Promise<void> | undefined;

  /**
   * Takes ownership of `value` and returns it. A scope that is closing already closes the value at
   * once and throws `hub-stopping`, so that nothing opened late is left behind.
   */
  add<T>(value: T, close: (value: T) => unknown): T {
    const closer = () => close(value);
    if (!this.#closing) {
      this.#closers.push(closer);
      return value;
    }
    this.#closing = settleBoth(this.#closing, run([closer]));
    // Whoever closes the scope hears of a failure; without this it would end the process, too.
    this.#closing.catch(() => undefined);
    throw new LoomError('hub-stopping', 'Loom is stopping; nothing more is opened.');
  }

  /**
   * Closes everything, the newest first. A failing close never skips the others.
   *
   * @throws AggregateError with every failure.
   */
  close(): Promise<void> {
    this.#closing ??= run(this.#closers);
    return this.#closing;
  }
}

async function run(closers: Closer[]): Promise<void> {
  const failures: unknown[] = [];
  for (let closer = closers.pop(); closer; closer = closers.pop()) {
    try {
      await closer();
    } catch (failure) {
      failures.push(failure);
    }
  }
  throwAll(failures);
}

async function settleBoth(first: Promise<void>, second: Promise<void>): Promise<void> {
  const ends = await Promise.allSettled([first, second]);
  throwAll(ends.flatMap((end) => (end.status === 'rejected' ? failuresIn(end.reason) : [])));
}

function failuresIn(reason: unknown): unknown[] {
  return reason instanceof AggregateError ? reason.errors : [reason];
}

function throwAll(failures: unknown[]): void {
  if (failures.length === 0) return;
  const texts = failures.map((failure) => (failure instanceof Error ? failure.message : failure));
  throw new AggregateError(failures, `Closing failed: ${texts.join('; ')}`);
}

/** Tries that run: none outlives the hub. */
export interface Tries {
  /** @param signal - of whoever asked; the work is given one that aborts with the hub, too. */
  run<T>(work: (signal: AbortSignal) => Promise<T>, signal: AbortSignal | undefined): Promise<T>;
  /** Ends those that run, and resolves when nothing of them is left. */
  close(): Promise<void>;
}

export function openTries(): Tries {
  const closing = new AbortController();
  const running = new Set<Promise<unknown>>();
  return {
    async run(work, signal) {
      const both = [closing.signal, ...(signal ? [signal] : [])];
      const result = work(AbortSignal.any(both));
      running.add(result);
      try {
        return await result;
      } finally {
        running.delete(result);
      }
    },
    async close() {
      closing.abort();
      await Promise.allSettled(running);
    },
  };
}

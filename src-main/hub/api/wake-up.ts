/** Lets one loop sleep until there is something to do; a wake during its work is not lost. */
export interface WakeUp {
  wake(): void;
  /** Resolves at the next wake, at once if one happened since the last wait, or on abort. */
  wait(): Promise<void>;
  close(): void;
}

export function createWakeUp(signal: AbortSignal): WakeUp {
  let pending = false;
  let resume: (() => void) | undefined;
  signal.addEventListener('abort', wake);
  return {
    wake,
    async wait() {
      if (!pending && !signal.aborted) {
        await new Promise<void>((resolve) => {
          resume = resolve;
        });
      }
      pending = false;
      resume = undefined;
    },
    close: () => signal.removeEventListener('abort', wake),
  };

  function wake(): void {
    pending = true;
    resume?.();
  }
}

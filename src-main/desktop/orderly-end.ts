import type { ApiLog } from '../hub/api/hub-service.ts';

/** How long an installer may take to end the app. */
const installerMs = 30_000;

interface OrderlyEndDeps {
  opening: Promise<{ close(): Promise<void>; log: ApiLog }>;
  /** Called when the hub is closed; true where an installer now ends the app. */
  finish(): boolean;
  quit(): void;
}

export interface OrderlyEnd {
  /** Aborts when the end begins. */
  closing: AbortSignal;
  /** To be asked whenever the app is about to quit. The first time that has to wait for the hub. */
  mayQuit(): boolean;
}

/** Ends the hub before the app: `quit` is called again when that may be. */
export function createOrderlyEnd({ opening, finish, quit }: OrderlyEndDeps): OrderlyEnd {
  const closing = new AbortController();
  let closed = false;
  return {
    closing: closing.signal,
    mayQuit() {
      if (!closing.signal.aborted) {
        closing.abort();
        void closeHub();
      }
      return closed;
    },
  };

  async function closeHub(): Promise<void> {
    const hub = await opening.catch(() => undefined);
    try {
      await hub?.close();
    } catch (err) {
      hub?.log.error({ err }, 'the hub did not close cleanly');
    }
    closed = true;
    // An installer that does not start ends nothing.
    if (finish()) setTimeout(quit, installerMs).unref();
    else quit();
  }
}

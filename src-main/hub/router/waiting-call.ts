import { idKey } from '../../../src-shared/wire/frame.ts';
import type { ClientRequest, SessionCall } from '../sessions/session.ts';

/** A call whose server is not known yet: it holds its place among the session's calls. */
export class WaitingCall implements SessionCall {
  readonly request: ClientRequest;
  readonly instance = undefined;
  readonly isRunning = false;
  readonly #key: string;

  constructor(request: ClientRequest) {
    this.request = request;
    this.#key = idKey(request.frame.bytes, request.frame.id);
    request.session.calls.set(this.#key, this);
  }

  cancel(): void {
    if (this.leave()) this.request.drop();
  }

  /** Gives up the place; false where it was cancelled before. */
  leave(): boolean {
    const { calls } = this.request.session;
    return calls.get(this.#key) === this && calls.delete(this.#key);
  }
}

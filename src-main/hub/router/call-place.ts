import { idKey } from '../../../src-shared/wire/frame.ts';
import type { ClientRequest, Session, SessionCall } from '../sessions/session.ts';

/**
 * Where a call is found by its request's id: among the calls of its session. A retry may come in
 * another session of the same client's than the one that its server knows: then it stands in both,
 * since either can end or cancel it.
 */
export class CallPlace {
  readonly #call: SessionCall;
  /** The one that the call's server knows. */
  readonly home: Session;
  #request: ClientRequest;
  #key: string;

  constructor(call: SessionCall, request: ClientRequest) {
    this.#call = call;
    this.home = request.session;
    this.#request = request;
    this.#key = keyOf(request);
  }

  take(): void {
    const { session, frame } = this.#request;
    session.calls.set(this.#key, this.#call);
    session.heldBytes += frame.bytes.length;
    if (session !== this.home) this.home.calls.set(this.#key, this.#call);
  }

  leave(): void {
    const { session, frame } = this.#request;
    session.heldBytes -= frame.bytes.length;
    this.#leave(session);
    if (session !== this.home) this.#leave(this.home);
  }

  moveTo(request: ClientRequest): void {
    this.leave();
    this.#request = request;
    this.#key = keyOf(request);
    this.take();
  }

  #leave({ calls }: Session): void {
    if (calls.get(this.#key) === this.#call) calls.delete(this.#key);
  }
}

function keyOf({ frame }: ClientRequest): string {
  return idKey(frame.bytes, frame.id);
}

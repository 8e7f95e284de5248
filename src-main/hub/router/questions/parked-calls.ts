import type { SessionCall } from '../../sessions/session.ts';
import type { ParkedCall } from './parked-call.ts';

/** Calls that may wait for the retries of one client and of all, and the questions of each call. */
const mostOfSession = 256;
const mostCalls = 2_000;
const mostQuestions = 64;
/** What all of them may hold: questions, and answers that came before the retry. */
const mostBytes = 256 * 1024 * 1024;

/** All parked calls. Clients may never come back for them, so there are bounds. */
export class ParkedCalls {
  readonly #byCall = new Map<SessionCall, ParkedCall>();

  get(call: SessionCall): ParkedCall | undefined {
    return this.#byCall.get(call);
  }

  /** They may be taken out meanwhile. */
  values(): Iterable<ParkedCall> {
    return this.#byCall.values();
  }

  add(parked: ParkedCall): void {
    this.#byCall.set(parked.call, parked);
  }

  delete(parked: ParkedCall): void {
    this.#byCall.delete(parked.call);
  }

  hasRoomFor(bytes: number): boolean {
    let held = bytes;
    for (const { heldBytes } of this.#byCall.values()) held += heldBytes;
    return held <= mostBytes;
  }

  /** Why a call cannot have one more question of so many bytes; undefined where it can. */
  whyFull(call: SessionCall, bytes: number): string | undefined {
    if (!this.hasRoomFor(bytes)) return 'too much waits for clients already';
    const known = this.#byCall.get(call);
    if (known) {
      return known.questions.size >= mostQuestions ? 'too many questions wait already' : undefined;
    }
    const isFull = call.request.session.parked >= mostOfSession || this.#byCall.size >= mostCalls;
    return isFull ? 'too many calls wait for their clients already' : undefined;
  }
}

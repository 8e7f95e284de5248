import type { ClientRequest, Session, SessionCall } from '../../sessions/session.ts';
import { mayAskForInput } from './input-required.ts';
import type { ParkedQuestion } from './parked-question.ts';

/** A call as far as parking needs it. */
export interface ParkableCall extends SessionCall {
  /** Answer and progress go to another request from now on. */
  continueAs(request: ClientRequest, patience: 'endless' | 'call_timeout'): void;
}

/** Whether its server works on it, and its answer may ask a modern client for input. */
export function isParkable(call: SessionCall): call is ParkableCall {
  const { envelope, frame } = call.request;
  return call.isRunning && 'continueAs' in call && !!envelope && mayAskForInput(frame.method);
}

/** A call that its legacy server asks its modern client about, from the first question to its end. */
export class ParkedCall {
  readonly call: ParkableCall;
  /** The one that the server's instance knows. */
  readonly session: Session;
  /** The server's open questions by the key that the client sees. */
  readonly questions = new Map<string, ParkedQuestion>();
  /** Whose answer is due; undefined while it waits for the client's retry. */
  client: ClientRequest | undefined;
  /** The answer that came while nobody waited for it. */
  answer: Uint8Array | undefined;
  /** In the state that the retry must bring. */
  stateId = '';
  /** Until the client is asked, or is given up since it takes too long. */
  timer: NodeJS.Timeout | undefined;
  isOver = false;
  #lastKey = 0;

  constructor(call: ParkableCall) {
    this.call = call;
    this.session = call.request.session;
    this.client = call.request;
  }

  /** Bytes that are held for it. */
  get heldBytes(): number {
    let bytes = this.answer?.length ?? 0;
    for (const { frame } of this.questions.values()) bytes += frame.bytes.length;
    return bytes;
  }

  add(question: ParkedQuestion): void {
    this.#lastKey += 1;
    this.questions.set(`q${this.#lastKey}`, question);
  }

  /** Answers the questions that there are results for. */
  answerWith(results: ReadonlyMap<string, Uint8Array>): void {
    for (const [key, result] of results) {
      this.questions.get(key)?.answer(result);
      this.questions.delete(key);
    }
  }

  refuseAll(code: number, why: string): void {
    for (const question of this.questions.values()) question.refuse(code, why);
    this.questions.clear();
  }
}

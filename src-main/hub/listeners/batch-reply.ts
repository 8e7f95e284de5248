import { batchMessage, type Pieces } from '../mcp/message.ts';

/** Collects the answers to a batch; they leave together when the last one is there. */
export class BatchReply {
  readonly #send: (message: Pieces) => void;
  readonly #answers: Pieces[] = [];
  #due: number;

  /** @param due - how many messages of the batch get an answer, or were cancelled. */
  constructor(due: number, send: (message: Pieces) => void) {
    this.#due = due;
    this.#send = send;
  }

  add(answer: Pieces): void {
    this.#answers.push(answer);
    this.drop();
  }

  /** One of them gets no answer. */
  drop(): void {
    this.#due -= 1;
    if (this.#due === 0 && this.#answers.length > 0) this.#send(batchMessage(this.#answers));
  }
}

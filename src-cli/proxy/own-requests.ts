import type { RequestFrame } from '../../src-shared/wire/frame.ts';
import { splice } from '../../src-shared/wire/splice.ts';
import type { Line } from './line-filter.ts';

/** The proxy's own requests to the hub, under ids that no client uses: the client sees nothing of them. */
export class OwnRequests {
  readonly #waiting = new Map<string, (answer: Line) => void>();
  #count = 0;

  /** The bytes that ask the hub for what the client asked for once; `onAnswer` gets the answer. */
  repeat(request: RequestFrame, onAnswer: (answer: Line) => void): Uint8Array[] {
    this.#count += 1;
    const id = `"loom-proxy-${this.#count}"`;
    this.#waiting.set(id, onAnswer);
    return [...splice(request.bytes, [{ span: request.id, text: id }]), Buffer.from('\n')];
  }

  /** Takes an answer; returns false where it is the client's. */
  answered(id: string, answer: Line): boolean {
    const onAnswer = this.#waiting.get(id);
    if (!onAnswer) return false;
    this.#waiting.delete(id);
    onAnswer(answer);
    return true;
  }

  /** The hub that was asked is gone. */
  forget(): void {
    this.#waiting.clear();
  }
}

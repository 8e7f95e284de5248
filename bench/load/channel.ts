/** An answer as it arrived, in pieces: joining 60 MB would cost more than relaying it. */
export type Answer = readonly Buffer[];

/** A client's connection. The same code, and so the same cost, whatever is behind it. */
export interface Channel {
  /** Sends a message; `answered` is called when an answer has come to its last byte. */
  send(message: string | Buffer, answered?: (answer: Answer) => void): void;
  /** A number that no request on this channel had. */
  nextId(): number;
  /** Says what clients say first; resolves when the answer is there. */
  initialize(): Promise<void>;
  close(): Promise<void>;
}

export function answerLength(answer: Answer): number {
  let length = 0;
  for (const piece of answer) length += piece.length;
  return length;
}

export function answerText(answer: Answer): string {
  return Buffer.concat(answer).toString();
}

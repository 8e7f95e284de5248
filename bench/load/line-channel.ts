import type { Readable, Writable } from 'node:stream';
import { type Answer, answerLength, type Channel } from './channel.ts';
import { initialize, initialized } from './messages.ts';

const NEWLINE = 0x0a;
/** `{"jsonrpc":"2.0","` comes before; notifications have an `m` here. */
const KEY_AT = 18;
const LETTER_I = 0x69;

export interface LineStreams {
  input: Writable;
  output: Readable;
  close(): Promise<void>;
  /** What the other side has said on stderr. */
  complaints?(): string;
}

/**
 * Messages as lines over a pair of streams. Answers are taken to come in the order of the requests:
 * whoever sends different requests at once uses several channels. What one read brings on is sent
 * with one write, so that the load costs little.
 */
export class LineChannel implements Channel {
  readonly #streams: LineStreams;
  readonly #waiting: ((answer: Answer) => void)[] = [];
  #pieces: Buffer[] = [];
  #unsent = '';
  #isReading = false;
  #isClosing = false;
  #lastId = 0;

  constructor(streams: LineStreams) {
    this.#streams = streams;
    streams.output.on('data', (chunk: Buffer) => this.#read(chunk));
    streams.output.on('close', () => {
      if (!this.#isClosing && this.#waiting.length > 0)
        throw new Error(`the connection ended without an answer: ${streams.complaints?.()}`);
    });
    streams.input.on('error', (error) => {
      if (!this.#isClosing) throw error;
    });
  }

  nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  send(message: string | Buffer, answered?: (answer: Answer) => void): void {
    if (answered) this.#waiting.push(answered);
    if (typeof message !== 'string') {
      this.#streams.input.write(message);
      this.#streams.input.write('\n');
      return;
    }
    this.#unsent += `${message}\n`;
    if (!this.#isReading) this.#flush();
  }

  async initialize(): Promise<void> {
    await new Promise((answered) => this.send(initialize.text(this.nextId()), answered));
    this.send(initialized);
  }

  close(): Promise<void> {
    this.#isClosing = true;
    return this.#streams.close();
  }

  #read(chunk: Buffer): void {
    this.#isReading = true;
    let from = 0;
    for (;;) {
      const newline = chunk.indexOf(NEWLINE, from);
      if (newline < 0) break;
      this.#pieces.push(chunk.subarray(from, newline));
      const pieces = this.#pieces;
      this.#pieces = [];
      if (isAnswer(pieces)) this.#waiting.shift()?.(pieces);
      from = newline + 1;
    }
    if (from < chunk.length) this.#pieces.push(chunk.subarray(from));
    this.#isReading = false;
    this.#flush();
  }

  #flush(): void {
    if (this.#unsent === '') return;
    this.#streams.input.write(this.#unsent);
    this.#unsent = '';
  }
}

function isAnswer(pieces: Answer): boolean {
  const first = pieces[0] as Buffer;
  if (first.length > KEY_AT || answerLength(pieces) === first.length)
    return first[KEY_AT] === LETTER_I;
  return Buffer.concat(pieces)[KEY_AT] === LETTER_I;
}

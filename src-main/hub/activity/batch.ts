import type { Span } from '../../../src-shared/wire/json-scan.ts';
import { type CallCounts, type CountedCall, countCall } from './call-counts.ts';

/**
 * Calls on their way to the thread that writes them, as columns: objects would cost the hub many
 * times as much, to make and to hand over.
 */
export interface CallBatch {
  rows: number;
  /** A row after the other, each of `columns`. */
  numbers: Float64Array<ArrayBuffer>;
  /** Names and messages, each once; rows hold their places. */
  texts: string[];
  /** What was copied of arguments and results, row by row. */
  payloads: Uint8Array<ArrayBuffer>;
  /** Those that came too fast for a row, and how many they are. */
  counts: CallCounts;
  counted: number;
}

/** What a row holds. */
const columns = [
  /** When it came, in milliseconds since the epoch. */
  'at',
  'durationMs',
  'requestBytes',
  'resultBytes',
  /** Places in `outcomes`, `kinds`, `details`. */
  'outcome',
  'kind',
  'detail',
  'isModern',
  /** Places in `texts`; `error` and `project` are -1 where there is none. */
  'client',
  'session',
  'profile',
  'project',
  'server',
  'name',
  'error',
  /** Bytes in `payloads`; -1 where there is none. */
  'argumentsLength',
  'resultLength',
  /** 1: the arguments are cut, 2: the result, 3: both. */
  'cut',
] as const;

export type NotedCall = Record<(typeof columns)[number], number>;

const width = columns.length;
const firstRows = 32;
const mostRows = 1_024;
const firstBytes = 16 * 1024;
const mostBytes = 2 * 1024 * 1024;

/** Gathers calls until they are handed over. */
export class BatchWriter {
  #rows = 0;
  #numbers = new Float64Array(firstRows * width);
  readonly #texts: string[] = [];
  readonly #places = new Map<string, number>();
  #payloads = new Uint8Array(0);
  #used = 0;
  readonly #counts: CallCounts = new Map();
  #counted = 0;

  get rows(): number {
    return this.#rows;
  }

  get isFull(): boolean {
    return this.#rows >= mostRows;
  }

  /** Of these calls only the number is kept. */
  get counted(): number {
    return this.#counted;
  }

  /** The place of a text in this batch. */
  place(text: string): number {
    const known = this.#places.get(text);
    if (known !== undefined) return known;
    const place = this.#texts.push(text) - 1;
    this.#places.set(text, place);
    return place;
  }

  hasRoomFor(bytes: number): boolean {
    return this.#used + bytes <= mostBytes;
  }

  /** Copies the beginning of what stands in a span; returns how many bytes. */
  copy(bytes: Uint8Array, { start, end }: Span, most: number): number {
    const length = Math.min(end - start, most);
    const needed = this.#used + length;
    if (needed > this.#payloads.length) {
      const larger = new Uint8Array(Math.max(needed, this.#payloads.length * 2, firstBytes));
      larger.set(this.#payloads.subarray(0, this.#used));
      this.#payloads = larger;
    }
    this.#payloads.set(bytes.subarray(start, start + length), this.#used);
    this.#used = needed;
    return length;
  }

  add(call: NotedCall): void {
    const from = this.#rows * width;
    if (from >= this.#numbers.length) {
      const larger = new Float64Array(this.#numbers.length * 2);
      larger.set(this.#numbers);
      this.#numbers = larger;
    }
    const numbers = this.#numbers;
    // One by one, in the order of `columns`: a loop over names costs ten times as much.
    numbers[from] = call.at;
    numbers[from + 1] = call.durationMs;
    numbers[from + 2] = call.requestBytes;
    numbers[from + 3] = call.resultBytes;
    numbers[from + 4] = call.outcome;
    numbers[from + 5] = call.kind;
    numbers[from + 6] = call.detail;
    numbers[from + 7] = call.isModern;
    numbers[from + 8] = call.client;
    numbers[from + 9] = call.session;
    numbers[from + 10] = call.profile;
    numbers[from + 11] = call.project;
    numbers[from + 12] = call.server;
    numbers[from + 13] = call.name;
    numbers[from + 14] = call.error;
    numbers[from + 15] = call.argumentsLength;
    numbers[from + 16] = call.resultLength;
    numbers[from + 17] = call.cut;
    this.#rows += 1;
  }

  count(call: CountedCall): void {
    countCall(this.#counts, call);
    this.#counted += 1;
  }

  /** What was gathered, and what of it changes its owner with `postMessage`. */
  finish(): { batch: CallBatch; transfer: ArrayBuffer[] } {
    const { buffer } = this.#numbers;
    const batch: CallBatch = {
      rows: this.#rows,
      numbers: this.#numbers,
      texts: this.#texts,
      payloads: this.#payloads,
      counts: this.#counts,
      counted: this.#counted,
    };
    return { batch, transfer: [buffer, this.#payloads.buffer] };
  }
}

/** A row with the bytes that belong to it. */
export interface BatchRow extends NotedCall {
  argumentsBytes: Uint8Array | undefined;
  keptResult: Uint8Array | undefined;
}

/** The calls of a batch, in the order in which they ended. */
export function* rowsOf({ rows, numbers, payloads }: CallBatch): Generator<BatchRow, void, void> {
  let used = 0;
  const take = (length: number): Uint8Array | undefined => {
    if (length < 0) return undefined;
    used += length;
    return payloads.subarray(used - length, used);
  };
  for (let row = 0; row < rows; row++) {
    const from = row * width;
    const column = (index: number): number => numbers[from + index] as number;
    const argumentsLength = column(15);
    const resultLength = column(16);
    // In the order of `columns`, as `add` writes it.
    yield {
      at: column(0),
      durationMs: column(1),
      requestBytes: column(2),
      resultBytes: column(3),
      outcome: column(4),
      kind: column(5),
      detail: column(6),
      isModern: column(7),
      client: column(8),
      session: column(9),
      profile: column(10),
      project: column(11),
      server: column(12),
      name: column(13),
      error: column(14),
      argumentsLength,
      resultLength,
      cut: column(17),
      argumentsBytes: take(argumentsLength),
      keptResult: take(resultLength),
    };
  }
}

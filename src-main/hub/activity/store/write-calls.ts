import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { type BatchRow, type CallBatch, rowsOf } from '../batch.ts';
import { countCall } from '../call-counts.ts';
import { rpcErrorText, shortened, toolErrorText } from '../masking/error-text.ts';
import type { Mask } from '../masking/mask.ts';
import { details, outcomes } from '../places.ts';
import { MinuteWriter, type TextAt } from './minute-counts.ts';
import { partName, partOf, partSchema } from './schema.ts';
import { exactWord, wordsOf, wordsOfJson } from './words.ts';

/** What the writer goes on from. */
export interface LastCall {
  id: number;
  endedAt: number;
  /** The longest that any call took from its beginning to its place in the list, in milliseconds. */
  longest: number;
}

/** Puts calls into their tables; the caller holds the transaction. */
export class CallWriter {
  readonly #database: DatabaseSync;
  readonly #mask: Mask;
  readonly #insertCall: StatementSync;
  readonly #insertPayload: StatementSync;
  readonly #minutes: MinuteWriter;
  #part: { number: number; insert: StatementSync } | undefined;

  constructor(database: DatabaseSync, mask: Mask) {
    this.#database = database;
    this.#mask = mask;
    const marks = Array.from({ length: 16 }, () => '?').join(', ');
    this.#insertCall = database.prepare(`INSERT INTO call VALUES (${marks})`);
    this.#insertPayload = database.prepare('INSERT INTO payload VALUES (?, ?, ?, ?, ?)');
    this.#minutes = new MinuteWriter(database);
  }

  /** Returns the last call that it wrote. */
  write(batch: CallBatch, last: LastCall): LastCall {
    const texts = batch.texts.map((text) => this.#mask.text(text));
    let { id, endedAt, longest } = last;
    const text = (place: number) => texts[place] ?? '';
    for (const row of rowsOf(batch)) {
      countCall(batch.counts, row);
      id += 1;
      endedAt = Math.max(endedAt, Math.round(row.at + row.durationMs));
      longest = Math.max(longest, endedAt - Math.round(row.at));
      this.#insert(id, endedAt, row, text);
    }
    this.#minutes.write(batch.counts, text);
    return { id, endedAt, longest };
  }

  /** What it knows of the file may not be so any more. */
  forget(): void {
    this.#part = undefined;
    this.#minutes.forget();
  }

  #insert(id: number, endedAt: number, call: BatchRow, text: TextAt): void {
    const clientName = text(call.client);
    const serverId = text(call.server);
    const calledName = text(call.name);
    const payloads = this.#payloadsOf(call);
    const error = this.#errorOf(call, text);
    this.#insertCall.run(
      id,
      Math.round(call.at),
      endedAt,
      Math.round(call.durationMs * 1000) / 1000,
      clientName,
      text(call.session),
      call.isModern,
      text(call.profile),
      call.project < 0 ? null : text(call.project),
      serverId,
      call.kind,
      calledName,
      call.requestBytes,
      call.resultBytes,
      call.outcome,
      error ?? null,
    );
    const { args, result } = payloads;
    if (args !== undefined || result !== undefined || call.detail !== whole) {
      this.#insertPayload.run(id, args ?? null, result ?? null, call.cut, call.detail);
    }
    const words = [
      ...wordsOf(`${calledName} ${serverId} ${clientName} ${error ?? ''}`),
      ...wordsOfJson(args ?? ''),
      ...wordsOfJson(result ?? ''),
      exactWord('server', serverId),
      exactWord('client', clientName),
      exactWord('name', calledName),
      exactWord('outcome', outcomes[call.outcome] ?? ''),
    ];
    this.#wordsOf(id).run(id, [...new Set(words)].join(' '));
  }

  #payloadsOf(call: BatchRow): { args: string | undefined; result: string | undefined } {
    // Of a call without payloads only its error was copied.
    if (call.detail !== whole) return { args: undefined, result: undefined };
    return {
      args: this.#masked(call.argumentsBytes, (call.cut & 1) > 0),
      result: this.#masked(call.keptResult, (call.cut & 2) > 0),
    };
  }

  #errorOf(call: BatchRow, text: TextAt): string | undefined {
    if (call.error >= 0) return shortened(text(call.error));
    const outcome = outcomes[call.outcome];
    if (outcome !== 'error' && outcome !== 'tool-error') return undefined;
    const said = this.#masked(call.keptResult, (call.cut & 2) > 0);
    if (said === undefined) return undefined;
    const read = outcome === 'error' ? rpcErrorText : toolErrorText;
    return this.#mask.text(read(said)) || undefined;
  }

  #masked(bytes: Uint8Array | undefined, isCut: boolean): string | undefined {
    if (!bytes) return undefined;
    const text = decoder.decode(bytes);
    // Cut between the bytes of one character.
    return this.#mask.payload(isCut ? text.replace(/\ufffd$/, '') : text, isCut);
  }

  #wordsOf(id: number): StatementSync {
    const number = partOf(id);
    if (this.#part?.number !== number) {
      this.#database.exec(partSchema(number));
      const sql = `INSERT INTO ${partName(number)} (rowid, words) VALUES (?, ?)`;
      this.#part = { number, insert: this.#database.prepare(sql) };
    }
    return this.#part.insert;
  }
}

const decoder = new TextDecoder();
const whole = details.indexOf('all');

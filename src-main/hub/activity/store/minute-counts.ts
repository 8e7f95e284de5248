import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { type BatchRow, kinds, outcomes } from '../batch.ts';
import { binOf, bins } from './durations.ts';

/** The text at a place of a batch. */
export type TextAt = (place: number) => string;

/** The calls of one batch, counted by minute and by what is the same of them. */
export class MinuteCounts {
  readonly #text: TextAt;
  /** By the key of their series, and then by minute, outcome and bin. */
  readonly #bySeries = new Map<number, SeriesCount>();

  constructor(text: TextAt) {
    this.#text = text;
  }

  /** Thousands in a second, so that keys are numbers. */
  count(row: BatchRow): void {
    const { server, client, kind, name } = row;
    const key = ((server * places + client) * places + name) * kinds.length + kind;
    let series = this.#bySeries.get(key);
    if (!series) {
      series = { names: this.#namesOf(row), calls: new Map() };
      this.#bySeries.set(key, series);
    }
    const minute = Math.floor(row.at / 60_000);
    const slot = (minute * outcomes.length + row.outcome) * bins + binOf(row.durationMs);
    series.calls.set(slot, (series.calls.get(slot) ?? 0) + 1);
  }

  all(): Iterable<SeriesCount> {
    return this.#bySeries.values();
  }

  /** Only tools are told apart: addresses of resources are without number. */
  #namesOf({ server, client, kind, name }: BatchRow): SeriesNames {
    const tool = kinds[kind] === 'tool' ? this.#text(name) : '';
    return [this.#text(server), this.#text(client), kind, tool];
  }
}

/** More than there are texts in a batch. */
const places = 2 ** 16;

type SeriesNames = [server: string, client: string, kind: number, name: string];

interface SeriesCount {
  names: SeriesNames;
  calls: Map<number, number>;
}

const mostKnown = 10_000;

/** Adds counts to the file, for charts over long spans. */
export class MinuteWriter {
  readonly #insertSeries: StatementSync;
  readonly #insertMinute: StatementSync;
  readonly #known = new Map<string, number>();

  constructor(database: DatabaseSync) {
    this.#insertSeries = database.prepare(
      'INSERT INTO series (server, client, kind, name) VALUES (?, ?, ?, ?) ' +
        'ON CONFLICT DO UPDATE SET kind = kind RETURNING id',
    );
    this.#insertMinute = database.prepare(
      'INSERT INTO minute VALUES (?, ?, ?, ?, ?) ' +
        'ON CONFLICT DO UPDATE SET calls = calls + excluded.calls',
    );
  }

  write(counts: MinuteCounts): void {
    for (const { names, calls } of counts.all()) {
      const series = this.#idOf(names);
      for (const [slot, count] of calls) {
        const rest = Math.floor(slot / bins);
        const minute = Math.floor(rest / outcomes.length);
        this.#insertMinute.run(minute, series, rest % outcomes.length, slot % bins, count);
      }
    }
  }

  /** Series may be gone. */
  forget(): void {
    this.#known.clear();
  }

  #idOf(names: SeriesNames): number {
    const key = JSON.stringify(names);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    if (this.#known.size >= mostKnown) this.#known.clear();
    const id = Number(this.#insertSeries.get(...names)?.id);
    this.#known.set(key, id);
    return id;
  }
}

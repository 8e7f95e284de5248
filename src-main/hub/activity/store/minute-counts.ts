import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { type CallCounts, type CountedSeries, countedSeries } from '../call-counts.ts';
import { kinds } from '../places.ts';

/** The text at a place of a batch. */
export type TextAt = (place: number) => string;

type SeriesNames = [server: string, client: string, kind: number, name: string];

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

  write(counts: CallCounts, text: TextAt): void {
    for (const { minute, series, outcome, bin, calls } of countedSeries(counts)) {
      this.#insertMinute.run(minute, this.#idOf(namesOf(series, text)), outcome, bin, calls);
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

/** Only tools are told apart: addresses of resources are without number. */
function namesOf(
  { server, client, kind, name }: CountedSeries['series'],
  text: TextAt,
): SeriesNames {
  return [text(server), text(client), kind, kinds[kind] === 'tool' ? text(name) : ''];
}

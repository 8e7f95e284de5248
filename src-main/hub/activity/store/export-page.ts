import type { ActivityFilter } from '../../../../src-shared/domain/activity.ts';
import { detailed, detailsOf } from './rows.ts';
import type { Search } from './search.ts';

export interface ExportPage {
  /** JSON lines, the newest call first. */
  lines: string[];
  /** Where the next page begins; undefined where there is none. */
  before: number | undefined;
}

/** A page takes no longer than others can wait, and no more memory than a few of the largest calls. */
const mostCalls = 500;
const longest = 2 * 1024 * 1024;
const atOnce = 20;

/** Calls before an id as JSON lines, as many as fit on a page. */
export function exportPage(
  search: Search,
  { filter, before }: { filter: ActivityFilter; before?: number | undefined },
): ExportPage {
  const lines: string[] = [];
  let length = 0;
  for (const row of search.every(filter, { columns: detailed, atOnce, before })) {
    const line = JSON.stringify(detailsOf(row));
    lines.push(line);
    length += line.length;
    if (lines.length >= mostCalls || length > longest) return { lines, before: Number(row.id) };
  }
  return { lines, before: undefined };
}

import type { ActivityFilter } from '../../../../src-shared/domain/activity.ts';
import { detailed, detailsOf } from './rows.ts';
import type { Search } from './search.ts';

const mostCalls = 100_000;
/** In characters: the text is one string on its way to whoever wants it. */
const longest = 64 * 1024 * 1024;
const rowsAtOnce = 500;

/** The newest calls as JSON lines, the oldest of them first. */
export function exportCalls(
  search: Search,
  filter: ActivityFilter,
): { text: string; calls: number; hasMore: boolean } {
  const lines: string[] = [];
  let length = 0;
  for (const row of search.every(filter, { columns: detailed, atOnce: rowsAtOnce })) {
    const line = `${JSON.stringify(detailsOf(row))}\n`;
    if (lines.length === mostCalls || length + line.length > longest) {
      return { text: lines.reverse().join(''), calls: lines.length, hasMore: true };
    }
    lines.push(line);
    length += line.length;
  }
  return { text: lines.reverse().join(''), calls: lines.length, hasMore: false };
}

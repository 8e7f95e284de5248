import type { ActivityFilter } from '../../../src-shared/domain/activity.ts';
import type { WriterThread } from './writer-thread.ts';

const mostCalls = 100_000;
/** In characters: the text is one string on its way to whoever wants it. */
const longest = 64 * 1024 * 1024;

/** The newest calls as JSON lines, the oldest of them first; page by page, so that others get on. */
export async function exportCalls(
  ask: WriterThread['ask'],
  filter: ActivityFilter,
): Promise<{ text: string; calls: number; hasMore: boolean }> {
  const lines: string[] = [];
  let length = 0;
  let before: number | undefined;
  do {
    const page = await ask('exportPage', { filter, before });
    for (const line of page.lines) {
      length += line.length + 1;
      if (lines.length === mostCalls || length > longest) return textOf(lines, true);
      lines.push(line);
    }
    before = page.before;
  } while (before !== undefined);
  return textOf(lines, false);
}

function textOf(
  lines: string[],
  hasMore: boolean,
): { text: string; calls: number; hasMore: boolean } {
  const text = lines.reverse().map((line) => `${line}\n`);
  return { text: text.join(''), calls: lines.length, hasMore };
}

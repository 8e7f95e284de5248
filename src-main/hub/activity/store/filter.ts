import type { ActivityFilter } from '../../../../src-shared/domain/activity.ts';
import { exactWord, wordsOf } from './words.ts';

/** What a filter asks of the index of words, as FTS5 takes it; undefined where it asks nothing. */
export function matchOf(filter: ActivityFilter): string | undefined {
  const parts = wordsOf(filter.text ?? '').map((word) => `"${word}"*`);
  for (const field of ['server', 'client', 'name'] as const) {
    const value = filter[field];
    if (value !== undefined) parts.push(quoted(exactWord(field, value)));
  }
  const anyOf = (filter.outcome ?? []).map((outcome) => quoted(exactWord('outcome', outcome)));
  if (anyOf.length > 0) parts.push(`(${anyOf.join(' OR ')})`);
  return parts.length > 0 ? parts.join(' AND ') : undefined;
}

/** The condition on times, behind those that the index answers. */
export function timesOf({ since, until }: ActivityFilter): { sql: string; values: number[] } {
  const conditions = [
    ...(since === undefined ? [] : ['at >= ?']),
    ...(until === undefined ? [] : ['at <= ?']),
  ];
  return {
    sql: conditions.map((condition) => ` AND ${condition}`).join(''),
    values: [since, until].filter((time) => time !== undefined),
  };
}

function quoted(word: string): string {
  return `"${word}"`;
}

import type { ActivityFilter, CallOutcome } from '../../../../src-shared/domain/activity.ts';
import { isSpanId, type SpanId, spanStart } from './spans.ts';

export const outcomes = [
  'ok',
  'tool-error',
  'error',
  'cancelled',
] as const satisfies readonly CallOutcome[];

/** What the address says is to be shown; everything in it is optional. */
export interface ActivityQuery {
  /** Words that are searched for. */
  q?: string;
  server?: string;
  client?: string;
  name?: string;
  /** One or more, with commas between. */
  outcome?: string;
  span?: SpanId;
  /** A part of the charts, in milliseconds since the epoch. */
  from?: number;
  to?: number;
  /** The call whose details are open. */
  call?: number;
}

/** Reads the address; what makes no sense in it is as if it were not there. */
export function readQuery(search: Record<string, unknown>): ActivityQuery {
  const { q, server, client, name, outcome, span, from, to, call } = search;
  return {
    ...textIn('q', q),
    ...textIn('server', server),
    ...textIn('client', client),
    ...textIn('name', name),
    ...textIn('outcome', outcome),
    ...(isSpanId(span) && { span }),
    ...numberIn('from', from),
    ...numberIn('to', to),
    ...numberIn('call', call),
  };
}

/** The hub's filter for it, at a moment. */
export function filterOf(query: ActivityQuery, now: number): ActivityFilter {
  const { q = '', server, client, name, span, from, to } = query;
  const since = from ?? (span && spanStart(span, now));
  const wanted = outcomesOf(query);
  return {
    ...(q.trim() !== '' && { text: q }),
    ...(server !== undefined && { server }),
    ...(client !== undefined && { client }),
    ...(name !== undefined && { name }),
    ...(wanted.length > 0 && { outcome: wanted }),
    ...(since !== undefined && { since }),
    ...(to !== undefined && { until: to }),
  };
}

export function outcomesOf({ outcome = '' }: ActivityQuery): CallOutcome[] {
  const words = outcome.split(',');
  return outcomes.filter((one) => words.includes(one));
}

/** What changes the list; the open call does not. */
export function listKey({ call: _, ...query }: ActivityQuery): string {
  return JSON.stringify([...Object.entries(query)].sort());
}

/** Whether anything is left out of the list. */
export function isFiltered(query: ActivityQuery): boolean {
  return Object.keys(filterOf(query, 0)).length > 0;
}

/** The router reads `?name=1` as a number. */
function textIn<Key extends string>(key: Key, value: unknown): { [Name in Key]?: string } {
  const isText = ['string', 'number', 'boolean'].includes(typeof value) && value !== '';
  return (isText ? { [key]: String(value) } : {}) as { [Name in Key]?: string };
}

function numberIn<Key extends string>(key: Key, value: unknown): { [Name in Key]?: number } {
  const number = typeof value === 'number' ? value : Number.NaN;
  const isWhole = Number.isSafeInteger(number) && number >= 0;
  return (isWhole ? { [key]: number } : {}) as { [Name in Key]?: number };
}

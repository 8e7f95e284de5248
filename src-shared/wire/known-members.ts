import type { FoundMembers, Span } from './json-scan.ts';

/** All that anybody looks for in params. */
export const paramNames = [
  '_meta',
  'name',
  'arguments',
  'uri',
  'requestState',
  'inputResponses',
  'task',
  'taskId',
  'progressToken',
  'requestId',
  'cursor',
  'level',
  'mode',
  'notifications',
  'ref',
  'status',
  'tools',
] as const;

export type ParamName = (typeof paramNames)[number];

/** All that anybody looks for in results and errors. */
export const bodyNames = [
  'resultType',
  'structuredContent',
  'isError',
  'inputRequests',
  'requestState',
  'ttlMs',
  'cacheScope',
  'task',
  'taskId',
  'status',
  'code',
  'data',
] as const;

export type BodyName = (typeof bodyNames)[number];

/**
 * Spans of some of `all` names, in the order of `names`; undefined where one of them stands there twice.
 */
export function chosen<Name extends string>(
  { spans, twice }: FoundMembers,
  all: readonly Name[],
  names: readonly Name[],
): (Span | undefined)[] | undefined {
  const places = names.map((name) => all.indexOf(name));
  if (twice.length > 0 && places.some((place) => twice.includes(place))) return undefined;
  return places.map((place) => spans[place]);
}

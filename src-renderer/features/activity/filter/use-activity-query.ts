import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { type ActivityQuery, readQuery } from './activity-query.ts';

/** A change of the address; undefined takes something out of it. */
export type QueryChange = { [Key in keyof ActivityQuery]?: ActivityQuery[Key] | undefined };
export type ChangeQuery = (change: QueryChange, how?: { isStep?: boolean }) => void;

/**
 * What the address says, and how to change it. Filters replace each other in the browser's history;
 * `isStep` makes a step that Back takes back.
 */
export function useActivityQuery(): [ActivityQuery, ChangeQuery] {
  const search = useSearch({ strict: false }) as Record<string, unknown>;
  const navigate = useNavigate();
  const text = JSON.stringify(readQuery(search));
  const query = useMemo(() => JSON.parse(text) as ActivityQuery, [text]);
  const change: ChangeQuery = useCallback(
    (changes, { isStep = false } = {}) => {
      void navigate({
        to: '.',
        search: (before: Record<string, unknown>) => withChange(before, changes),
        replace: !isStep,
        resetScroll: false,
      });
    },
    [navigate],
  );
  return [query, change];
}

/** @returns the address's query as it is to be; the rest of it stays. */
export function withChange(before: Record<string, unknown>, changes: QueryChange) {
  const after = { ...before, ...changes };
  return Object.fromEntries(Object.entries(after).filter(([, value]) => value !== undefined));
}

import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';

/**
 * A text in the address's query, so that what a page shows can be linked to and survives a reload.
 * The default leaves no trace there.
 */
export function useUrlState(name: string, fallback = ''): [string, (value: string) => void] {
  const search = useSearch({ strict: false }) as Record<string, unknown>;
  const navigate = useNavigate();
  const value = search[name];
  const set = useCallback(
    (next: string) => {
      void navigate({
        to: '.',
        search: (before: Record<string, unknown>) => {
          const { [name]: _, ...others } = before;
          return next === fallback ? others : { ...others, [name]: next };
        },
        replace: true,
      });
    },
    [navigate, name, fallback],
  );
  // The router reads `?q=1` as a number.
  return [value === undefined ? fallback : String(value), set];
}

import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { isRecord, parseJson } from './json-text.ts';
import type { ThingKind } from './things.ts';

const kinds: readonly ThingKind[] = ['tool', 'prompt', 'resource', 'template'];

export interface Selection {
  kind: ThingKind;
  id: string;
}

/**
 * What the address names: `?tool=…&args=…`, `?prompt=…`, `?resource=…`, `?template=…`. So a call can be
 * linked to; it is filled in, and runs when somebody says so.
 */
export function useSelection() {
  const search = useSearch({ strict: false }) as Record<string, unknown>;
  const navigate = useNavigate();
  const kind = kinds.find((one) => search[one] !== undefined);
  const select = useCallback(
    ({ kind: chosen, id }: Selection, args?: Record<string, unknown>) => {
      void navigate({
        to: '.',
        search: ({ profile, project }: Record<string, unknown>) => ({
          ...(profile !== undefined && { profile }),
          ...(project !== undefined && { project }),
          [chosen]: id,
          ...(args && { args }),
        }),
      });
    },
    [navigate],
  );
  return {
    // The router reads `?tool=1` as a number.
    selection: kind && { kind, id: String(search[kind]) },
    args: argumentsIn(search.args),
    select,
  };
}

/** The router has read the JSON already, unless it was written twice. */
export function argumentsIn(value: unknown): Record<string, unknown> | undefined {
  if (isRecord(value)) return value;
  if (typeof value !== 'string') return undefined;
  const parsed = parseJson(value);
  return isRecord(parsed?.value) ? parsed.value : undefined;
}

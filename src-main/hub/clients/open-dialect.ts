import type { Dialect } from './client.ts';
import {
  dialectOf,
  memberUnlessEmpty,
  textMap,
  textsOf,
  timeoutMember,
  type Words,
} from './entry-shapes.ts';

const timeout = { key: 'timeout', unit: 'ms' } as const;

/** How opencode, and what is built on it, write servers: `local` with one array, `remote`. */
export function openDialect(
  references: NonNullable<Words['references']>,
  cwdKey?: string,
): Dialect {
  const remote = dialectOf({
    types: { http: 'remote', sse: 'remote' },
    also: { enabled: true },
    ...(cwdKey && { cwdKey }),
    timeout,
    references,
    bareUrl: 'auto',
  });
  return {
    ...remote,
    stdio: (entry) => ({
      type: 'local',
      command: [entry.command, ...textsOf(entry.args, references.as)],
      ...memberUnlessEmpty('environment', textMap(entry.env, references.as)),
      ...(cwdKey && entry.cwd !== undefined && { [cwdKey]: entry.cwd }),
      ...timeoutMember(entry.timeoutMs, timeout),
      enabled: true,
    }),
  };
}

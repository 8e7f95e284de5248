import { createHash } from 'node:crypto';
import { eraChoice, type ServerSpec } from '../../../src-shared/domain/server.ts';
import { usesProject } from './references.ts';

/**
 * A stable hash (32 hex digits) of what determines which process or endpoint runs, references
 * unresolved: the key of the cached catalog. The project counts only where the spec refers to it.
 * Whatever else an entry says (title, limits, filters) leaves it the same.
 */
export function definitionKey(spec: ServerSpec, project?: string): string {
  const definition =
    spec.transport === 'stdio'
      ? [spec.transport, spec.command, spec.args, sorted(spec.env), spec.cwd ?? null]
      : [spec.transport, spec.url, sorted(spec.headers)];
  const folder = project !== undefined && usesProject(spec) ? project : null;
  const text = JSON.stringify([definition, folder]);
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

/** Whether instances of `a` cannot serve `b`: another definition, spoken to or shared otherwise. */
export function instanceKeyChanged(a: ServerSpec, b: ServerSpec): boolean {
  return (
    a.scope !== b.scope || eraChoice(a) !== eraChoice(b) || definitionKey(a) !== definitionKey(b)
  );
}

function sorted(map: Record<string, string>): [string, string][] {
  return Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1));
}

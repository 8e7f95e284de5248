import type { ClientLimit } from '../use-profiles.ts';

/** A client puts its name for Loom before each tool's: `loom__`, or a little less. */
export const entryPrefix = 'loom__'.length;

export type Warning =
  | { kind: 'over'; count: number }
  | { kind: 'near'; count: number }
  | { kind: 'long'; names: string[] };

/** Nine tenths of a limit are near it. */
const nearShare = 0.9;

/** What a client will not take of what it is shown, or soon will not. */
export function warningsOf(
  shown: readonly { name: string }[],
  { tools, toolName }: Pick<ClientLimit, 'tools' | 'toolName'>,
): Warning[] {
  const warnings: Warning[] = [];
  const count = shown.length;
  if (tools !== undefined && count > tools) warnings.push({ kind: 'over', count: count - tools });
  else if (tools !== undefined && count > tools * nearShare) {
    warnings.push({ kind: 'near', count: tools - count });
  }
  const long = shown.filter(({ name }) => name.length + entryPrefix > (toolName ?? Infinity));
  if (long.length > 0) warnings.push({ kind: 'long', names: long.map(({ name }) => name) });
  return warnings;
}

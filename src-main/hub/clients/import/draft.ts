import type { ImportCandidate } from '../../../../src-shared/domain/import.ts';

/** A piece of a text on its way into registry.yaml. Whoever holds a draft may hold secrets. */
export type Part =
  | { kind: 'literal'; text: string }
  /** One of ours, such as `${env:X}` or `${project}`, as it is written. */
  | { kind: 'reference'; written: string }
  /** Moves into the vault. */
  | { kind: 'secret'; value: string }
  /** What the client asks for, or keeps where Loom does not look; '' where it has no name there. */
  | { kind: 'blank'; name: string };

export type Text = readonly Part[];

/** A text of an entry: `['command']`, `['args', 0]`, `['env', 'TOKEN']`, `['url']`. */
export interface Field {
  path: readonly [string, ...(string | number)[]];
  text: Text;
}

/** A server as one place has it, ready to be written into registry.yaml but for names. */
export interface Draft {
  name: string;
  source: ImportCandidate['sources'][number];
  transport: 'stdio' | 'http' | 'sse';
  /** The client itself finds out whether it is `http` or `sse`. */
  isGuess: boolean;
  fields: readonly Field[];
  isEnabled: boolean;
  callTimeoutMs?: number;
  startTimeoutMs?: number;
  tools?: { allow?: readonly string[]; deny?: readonly string[] };
  notes: readonly string[];
}

/** What tells fields apart. */
export function fieldKey({ path }: Field): string {
  return JSON.stringify(path);
}

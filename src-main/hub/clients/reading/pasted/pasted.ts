import type { FoundServers } from '../found-server.ts';

export type SnippetKind = 'json' | 'toml' | 'yaml' | 'xml' | 'link' | 'url' | 'command';

/** A pasted text as one object with servers somewhere in it. */
export interface Pasted {
  ok: true;
  kind: SnippetKind;
  content: unknown;
  /** Where in it they are. */
  roots: readonly (readonly string[])[];
  /** Whose file it looks like. */
  clientId: string;
  /** What else was in it, and is no server. */
  others?: FoundServers['skipped'];
}

export interface NotPasted {
  ok: false;
  reason: string;
  line?: number;
  column?: number;
}

export type Pasting = Pasted | NotPasted;

/** An entry in anybody's words, with its name. */
export interface NamedEntry {
  name: string;
  entry: Readonly<Record<string, unknown>>;
}

export type CommandReading = { ok: true; found: NamedEntry } | { ok: false; reason: string };

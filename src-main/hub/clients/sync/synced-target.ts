import type { Proof, Via } from '../../../../src-shared/domain/client.ts';
import type { Json } from '../client.ts';

/** An entry that Loom wrote: its key in the file and its value. */
export interface WrittenEntry {
  name: string;
  value: Json;
  /** It stood there before Loom, in mode `direct`, and says the same: it is not Loom's to take out. */
  isTheirs?: true;
}

/** What Loom wrote into one place of one file, and with what wishes. */
export interface SyncedTarget {
  /** Tells targets apart that people call the same, such as `cursor:project` of two projects. */
  key: string;
  /** The target's id, as people type it. */
  target: string;
  client: string;
  label: string;
  file: string;
  /** Keys to what holds the entries. */
  root: readonly string[];
  /** How it is found again: project folder and variables of the request that wrote it. */
  where: { project?: string; env?: Readonly<Record<string, string>> };
  /** One entry in mode `loom`; every server of the profile in mode `direct`. */
  entries: readonly WrittenEntry[];
  /** As asked for; none is the default profile. */
  profile?: string;
  via: Via;
  mode: 'loom' | 'direct';
  /** Milliseconds since the epoch, as all times here. */
  at: number;
  proof: Proof;
}

/** When a client last did real work through the hub. */
export interface Sighting {
  client: string;
  at: number;
  version?: string;
  era?: 'legacy' | 'modern';
  profile?: string;
}

/** The key of a target: the same for the same place in the same file. */
export function targetKey(target: string, file: string, root: readonly string[]): string {
  return JSON.stringify([target, file, root]);
}

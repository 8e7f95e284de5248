import { z } from 'zod';
import type { LoomError } from '../../../src-shared/errors.ts';
import { readOwnFile } from '../platform/read-own-file.ts';
import { writeAtomically } from '../platform/write-atomically.ts';

/** A server that came out of a bundle: what was unpacked for it, and what was filled in. */
const InstalledBundle = z.object({
  /** The registry.yaml that it was written into; there may be several for one state folder. */
  registry: z.string(),
  server: z.string(),
  name: z.string(),
  version: z.string(),
  /** Who its manifest says made it; unknown of what was installed before this was noted. */
  author: z.string().optional(),
  digest: z.string(),
  folder: z.string(),
  /** By slot; a secret as the reference to it. */
  values: z.record(z.string(), z.unknown()),
});
export type InstalledBundle = z.output<typeof InstalledBundle>;

/** `bundles.json`: what Loom has unpacked, so that it knows what it may clear away. */
export interface InstalledBundles {
  all(): readonly InstalledBundle[];
  put(record: InstalledBundle): Promise<void>;
  /** Forgets all that was unpacked into a folder. */
  forget(folder: string): Promise<void>;
}

/** Where the file cannot be read nothing is known, so that nothing is cleared away. */
export function openInstalled(
  path: string,
  onSetAside: (notice: LoomError) => void,
): InstalledBundles {
  let records = readOwnFile(path, parse, onSetAside) ?? [];
  const write = async (next: InstalledBundle[]) => {
    await writeAtomically(path, `${JSON.stringify(next, null, 2)}\n`);
    records = next;
  };
  return {
    all: () => records,
    put: async (record) => await write([...records.filter((one) => !isSame(one, record)), record]),
    forget: async (folder) => await write(records.filter((one) => one.folder !== folder)),
  };
}

function parse(text: string): InstalledBundle[] {
  return z.array(InstalledBundle).parse(JSON.parse(text));
}

function isSame(a: InstalledBundle, b: InstalledBundle): boolean {
  return a.registry === b.registry && a.server === b.server && a.folder === b.folder;
}

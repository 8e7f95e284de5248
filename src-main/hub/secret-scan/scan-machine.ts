import type { SecretScan } from '../../../src-shared/domain/secret-finding.ts';
import type { Machine } from '../clients/client.ts';
import { placesOf } from '../clients/finding/places-of.ts';
import { clients } from '../clients/index.ts';
import { type ScannedFile, scanFiles } from './scan-files.ts';

export interface ScanInput extends Machine {
  registryPath: string;
  configPath: string;
}

/** Looks for secrets in plain text in Loom's own files and in those of the clients of this user. */
export async function scanMachine(input: ScanInput): Promise<SecretScan> {
  return await scanFiles([
    { path: input.registryPath, format: 'yaml' },
    { path: input.configPath, format: 'yaml' },
    ...(await clientFiles(input)),
  ]);
}

/**
 * The files in which clients keep the servers that one user has everywhere. Of a file that holds a
 * client's other settings only the servers matter: its own credentials are its own business.
 */
async function clientFiles(machine: Machine): Promise<ScannedFile[]> {
  const files = new Map<string, ScannedFile>();
  for (const client of clients) {
    const targets = await Promise.all(
      client.targets(machine).map((target) => placesOf(target, machine)),
    );
    for (const { path, format, root } of targets.flat()) {
      const known = files.get(path);
      const sections = [...(known?.sections ?? []), ...root.slice(-1)];
      const isWhole = root.length === 0 || (known && !known.sections);
      files.set(path, {
        client: known?.client ?? client.label,
        path,
        format,
        ...(!isWhole && { sections }),
      });
    }
  }
  return [...files.values()];
}

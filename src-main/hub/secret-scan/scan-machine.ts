import type { SecretScan } from '../../../src-shared/domain/secret-finding.ts';
import { type ClientFilesInput, clientFiles } from './client-files.ts';
import { scanFiles } from './scan-files.ts';

export interface ScanInput extends ClientFilesInput {
  registryPath: string;
  configPath: string;
}

/** Looks for secrets in plain text in Loom's own files and in those of the clients of this user. */
export async function scanMachine(input: ScanInput): Promise<SecretScan> {
  return await scanFiles([
    { path: input.registryPath, format: 'yaml' },
    { path: input.configPath, format: 'yaml' },
    ...clientFiles(input),
  ]);
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ConfigFormat } from '../../../../../src-shared/domain/client.ts';
import type { FoundReference, FoundSecret, FoundServer } from '../found-server.ts';

export const fixtures = join(import.meta.dirname, '../../testing/fixtures');

type Extra = Record<string, unknown>;

/** A server as `expected.json` has it (README.md of the fixtures). */
export interface ExpectedServer
  extends Partial<
    Pick<
      FoundServer,
      | 'path'
      | 'enabled'
      | 'command'
      | 'args'
      | 'url'
      | 'timeoutMs'
      | 'startupTimeoutMs'
      | 'cwd'
      | 'envFile'
      | 'oauth'
      | 'project'
    >
  > {
  name: string;
  transport: FoundServer['transport'] | 'extension';
  env?: Record<string, string | number | null>;
  headers?: Record<string, string>;
  bridge?: Extra;
  unwrapped?: Extra;
  secrets?: FoundSecret[];
  references?: (Omit<FoundReference, 'text'> & { text: string | null })[];
  disabledTools?: string[];
  excludeTools?: string[];
  enabledTools?: string[];
  includeTools?: string[];
}

export interface ExpectedFile {
  client: string;
  file: string;
  format: ConfigFormat | 'xml';
  servers: ExpectedServer[];
  notSecrets?: (string | number)[][];
  notServers?: { path: (string | number)[] | null }[];
  inputs?: { id: string; password?: boolean }[];
  installPath: Record<string, string | null>;
}

export interface EdgeCase {
  file: string;
  rootPath: string[];
  read: { result: 'ok' | 'empty' | 'invalid'; servers: (ExpectedServer & { warning?: string })[] };
  skip?: string[];
}

export function expectedFiles(): ExpectedFile[] {
  return readdirSync(fixtures, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'edge-cases')
    .flatMap(({ name: client }) =>
      readExpected<ExpectedFile>(client).map((file) => ({ ...file, client })),
    );
}

export function edgeCases(): EdgeCase[] {
  return readExpected<EdgeCase>('edge-cases');
}

export function fixtureText(folder: string, file: string): string {
  return readFileSync(join(fixtures, folder, file), 'utf8');
}

function readExpected<File>(folder: string): File[] {
  const { files } = JSON.parse(fixtureText(folder, 'expected.json')) as { files: File[] };
  return files;
}

import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ImportRequest, ImportResult } from '../../../../../src-shared/domain/import.ts';
import type { SecretKeeper } from '../../../../../src-shared/headless.ts';
import { openRegistry } from '../../../registry/registry-file.ts';
import type { Machine } from '../../client.ts';
import { createImporter } from '../create-importer.ts';
import type { ImportDeps } from '../import-deps.ts';
import { type PlannedImport, planImport } from '../plan-import.ts';

/** A home folder with clients' files in it, a registry and a vault. */
export async function openImportMachine(
  files: Readonly<Record<string, string | Uint8Array>> = {},
  registryText = '',
) {
  const home = await mkdtemp(join(tmpdir(), 'loom-import-'));
  const at = (name: string) => join(home, name);
  const put = async (name: string, content: string | Uint8Array) => {
    await mkdir(dirname(at(name)), { recursive: true });
    await writeFile(at(name), content);
  };
  for (const [name, content] of Object.entries(files)) await put(name, content);
  await put('loom/registry.yaml', registryText);
  const registry = await openRegistry({ path: at('loom/registry.yaml') });
  const vault = new Map<string, string>();
  const keeper: SecretKeeper = {
    async compare(name, value) {
      const held = vault.get(name);
      if (held === undefined) return 'nothing';
      return held === value ? 'same' : 'other';
    },
    set: async (name, value) => void vault.set(name, value),
  };
  const machine: Machine = { platform: 'linux', home, env: {} };
  const deps: ImportDeps = {
    machine: (env) => ({ ...machine, env: { ...env } }),
    registry,
    keeper,
    ownUrls: () => ['http://127.0.0.1:8088/mcp'],
  };
  const importer = createImporter(deps);
  return {
    home,
    at,
    put,
    registry,
    vault,
    deps,
    importer,
    plan: (request: ImportRequest = {}): Promise<PlannedImport> => planImport(request, deps),
    registryText: () => readFile(at('loom/registry.yaml'), 'utf8'),
    /** Adds everything that is found, as it was found. */
    async addAll(request: ImportRequest = {}): Promise<ImportResult> {
      const { candidates } = await importer.find(request);
      const choices = candidates.map(({ id, digest }) => ({ id, digest }));
      return await importer.add({ request, choices });
    },
    async [Symbol.asyncDispose]() {
      await registry.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** A file of a client with `mcpServers`. */
export function mcpServers(servers: Record<string, unknown>): string {
  return JSON.stringify({ mcpServers: servers });
}

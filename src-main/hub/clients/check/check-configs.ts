import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { HubService } from '../../api/hub-service.ts';
import type { Machine } from '../client.ts';
import { type FoundTarget, findTargets } from '../find-targets.ts';
import { generatedPath } from '../generate/generated-path.ts';
import { checkFile } from './check-file.ts';

type Request = Parameters<HubService['clients']['check']>[0];
type Checked = Awaited<ReturnType<HubService['clients']['check']>>;

export interface CheckDeps {
  machine(env?: Readonly<Record<string, string>>): Machine;
  ownUrls(): string[];
  /** Where generated files lie that were asked for without a folder. */
  folder: string;
}

/**
 * Checks clients' own files, and those that were generated for them: syntax as the client takes it,
 * entries that lead to Loom, secrets in plain text. Files that are not there are left out.
 *
 * @throws {LoomError} `unknown-client`.
 */
export async function checkConfigs(request: Request, deps: CheckDeps): Promise<Checked> {
  const { targets, project, env } = request;
  const found = await findTargets({ machine: deps.machine(env), wanted: targets, project });
  const profiles = await profileFolders(request.out ?? deps.folder);
  const checked: Checked = [];
  const seen = new Set<string>();
  for (const target of found) {
    for (const file of [target.target.path, ...generated(profiles, target)]) {
      const key = `${target.target.root.join('\0')}\0${file}`;
      const findings = seen.has(key) ? undefined : await checkFile(file, target, deps.ownUrls());
      seen.add(key);
      if (!findings) continue;
      checked.push({ file, target: target.target.id, ok: findings.length === 0, findings });
    }
  }
  return checked;
}

function generated(profiles: readonly string[], { target }: FoundTarget): string[] {
  return profiles.map((folder) => generatedPath(folder, target));
}

async function profileFolders(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name));
}

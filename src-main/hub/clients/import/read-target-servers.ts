import { setTimeout as delay } from 'node:timers/promises';
import { loadKnownFormats } from '../../secret-scan/known-formats.ts';
import { editors } from '../editing/index.ts';
import { readClientFile } from '../editing/read-client-file.ts';
import type { FoundTarget } from '../find-targets.ts';
import type { FoundServers } from '../reading/found-server.ts';
import { readServersAndFormats } from '../reading/read-servers.ts';

export type TargetServers =
  /** Nothing found where there is no file. */
  | { ok: true; found: FoundServers | undefined }
  | { ok: false; reason: string; line?: number; column?: number };

/** Some clients write in place, so half a file may be seen (clients.md pitfall 20). */
const attempts = 3;
const pauseMs = 50;

/**
 * The servers of one target's file.
 *
 * @throws {LoomError} `file-unreadable`: it is there and cannot be read at all.
 */
export async function readTargetServers(
  { client, target, dialect }: FoundTarget,
  ownUrls: readonly string[],
): Promise<TargetServers> {
  for (let attempt = 1; ; attempt++) {
    const file = await readClientFile(target.path);
    if (!file.exists) return { ok: true, found: undefined };
    const reading = editors[target.format].read(file.text);
    if (reading.ok) {
      const { root, container } = target;
      const how = { dialect, root, container, clientId: client.id, ownUrls: [...ownUrls] };
      const found = await readServersAndFormats(reading.content, how, await loadKnownFormats());
      return found.invalid === undefined
        ? { ok: true, found }
        : { ok: false, reason: found.invalid };
    }
    if (attempt === attempts) return reading;
    await delay(pauseMs);
  }
}

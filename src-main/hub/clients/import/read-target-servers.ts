import { setTimeout as delay } from 'node:timers/promises';
import { loadKnownFormats } from '../../secret-scan/known-formats.ts';
import { editors } from '../editing/index.ts';
import { readClientFile } from '../editing/read-client-file.ts';
import type { FoundTarget } from '../find-targets.ts';
import type { FoundServers } from '../reading/found-server.ts';
import { readServersAndFormats } from '../reading/read-servers.ts';
import { allOf } from '../reading/switches/switch.ts';
import { switchesInFile } from '../reading/switches/switches-in-file.ts';
import type { Where } from './import-deps.ts';
import { readLayers } from './read-layers.ts';

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
export async function readTargetServers(found: FoundTarget, where: Where): Promise<TargetServers> {
  const { target } = found;
  for (let attempt = 1; ; attempt++) {
    const file = await readClientFile(target.path);
    if (!file.exists) return { ok: true, found: undefined };
    const reading = editors[target.format].read(file.text);
    if (reading.ok) return await serversIn(reading.content, found, where);
    if (attempt === attempts) return reading;
    await delay(pauseMs);
  }
}

async function serversIn(
  content: unknown,
  found: FoundTarget,
  where: Where,
): Promise<TargetServers> {
  const { client, target, dialect } = found;
  const { layers, troubles } = await readLayers(found, content, where);
  const read = client.switches?.read ?? switchesInFile(target.root);
  const how = {
    dialect,
    root: target.root,
    clientId: client.id,
    ownUrls: where.ownUrls,
    switchOf: allOf(read, () => () => ({ notes: troubles }))(layers),
  };
  const servers = await readServersAndFormats(content, how, await loadKnownFormats());
  return servers.invalid === undefined
    ? { ok: true, found: servers }
    : { ok: false, reason: servers.invalid };
}

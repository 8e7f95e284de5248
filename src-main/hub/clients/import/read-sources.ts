import type { ImportPlan, ImportRequest } from '../../../../src-shared/domain/import.ts';
import { messageOf } from '../../../../src-shared/errors.ts';
import { loadKnownFormats } from '../../secret-scan/known-formats.ts';
import type { Machine } from '../client.ts';
import { type FoundTarget, findTargets } from '../find-targets.ts';
import { readSnippetAndFormats } from '../reading/read-snippet.ts';
import type { Draft } from './draft.ts';
import { draftServer } from './draft-server.ts';
import type { Where } from './import-deps.ts';
import { readTargetServers } from './read-target-servers.ts';

/** What all places together have, and what could not be read. */
export interface Sources extends Pick<ImportPlan, 'skipped' | 'unreadable' | 'read'> {
  drafts: Draft[];
}

/** Reads clients' files and the text that was given; changes and runs nothing. */
export async function readSources(
  request: ImportRequest,
  { machine, ownUrls }: { machine: Machine; ownUrls: readonly string[] },
): Promise<Sources> {
  const sources: Sources = { drafts: [], skipped: [], unreadable: [], read: [] };
  if (request.text !== undefined) await readText(sources, request, { machine, ownUrls });
  if (request.text !== undefined && !request.targets) return sources;
  const { targets: wanted, project } = request;
  const found = await findTargets({ machine, wanted, project });
  for (const target of found.filter(({ exists }) => exists)) {
    await readTarget(sources, target, { machine, ownUrls, project });
  }
  return sources;
}

async function readText(
  sources: Sources,
  { text = '', textName = 'the text' }: ImportRequest,
  { machine, ownUrls }: Where,
): Promise<void> {
  const snippet = await readSnippetAndFormats(text, { ownUrls }, await loadKnownFormats());
  if (!snippet.ok) {
    const { reason, line, column } = snippet;
    const place = { ...(line !== undefined && { line }), ...(column !== undefined && { column }) };
    sources.unreadable.push({ file: textName, reason, ...place });
    return;
  }
  const { servers, skipped } = snippet.found;
  const source = { target: 'text', label: textName, file: textName };
  sources.read.push(textName);
  sources.drafts.push(...servers.map((server) => draftServer(server, { source, machine })));
  sources.skipped.push(...skipped.map(({ name, reason }) => ({ name, file: textName, reason })));
}

async function readTarget(sources: Sources, found: FoundTarget, where: Where): Promise<void> {
  const { id, label, path: file, scope } = found.target;
  const reading = await readTargetServers(found, where).catch((thrown: unknown) => ({
    ok: false as const,
    reason: messageOf(thrown),
  }));
  if (!reading.ok) {
    const { ok: _, ...why } = reading;
    sources.unreadable.push({ file, label, ...why });
    return;
  }
  if (!reading.found) return;
  const source = { target: id, label, file };
  const { machine, project } = where;
  const folder = scope === 'user' || project === undefined ? {} : { folder: project };
  sources.read.push(file);
  for (const server of reading.found.servers) {
    sources.drafts.push(draftServer(server, { source, machine, ...folder }));
  }
  const { skipped } = reading.found;
  sources.skipped.push(...skipped.map(({ name, reason }) => ({ name, file, reason })));
}

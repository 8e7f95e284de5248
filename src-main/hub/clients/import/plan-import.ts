import { createHmac, randomBytes } from 'node:crypto';
import type {
  ImportCandidate,
  ImportPlan,
  ImportRequest,
} from '../../../../src-shared/domain/import.ts';
import { pathText } from '../../registry/reporter.ts';
import { loadKnownFormats } from '../../secret-scan/known-formats.ts';
import { maskSecret } from '../../secret-scan/mask-secret.ts';
import { type BuiltEntry, buildEntry } from './build-entry.ts';
import type { ImportDeps } from './import-deps.ts';
import { findKnown } from './known-server.ts';
import { type Merged, mergeDrafts } from './merge-drafts.ts';
import { createSecretNamer, type NamedSecret } from './name-secrets.ts';
import { readSources } from './read-sources.ts';
import { chooseId } from './server-id.ts';

/** A candidate with the values of its secrets: for whoever adds it, nobody else. */
export interface PlannedServer {
  candidate: ImportCandidate;
  secrets: readonly NamedSecret[];
}

export interface PlannedImport {
  plan: ImportPlan;
  servers: readonly PlannedServer[];
}

/** What could be imported, under which names; runs and changes nothing. */
export async function planImport(request: ImportRequest, deps: ImportDeps): Promise<PlannedImport> {
  const machine = deps.machine(request.env);
  const sources = await readSources(request, { machine, ownUrls: deps.ownUrls() });
  const { servers: known } = deps.registry.current();
  const namer = createSecretNamer(known, deps.keeper);
  const used = new Set<string>();
  const planned: PlannedServer[] = [];
  const skipped = [...sources.skipped];
  for (const server of mergeDrafts(sources.drafts)) {
    const alreadyAs = await findKnown(server, known, namer);
    const { id, conflict } = chooseId(server, { known, used, alreadyAs });
    const built = await buildEntry(id, server, namer);
    if (!built.ok) {
      skipped.push({ name: server.names[0] ?? id, file: server.sources[0]?.file ?? '', ...built });
      continue;
    }
    used.add(id);
    const status = { ...(alreadyAs !== undefined && { alreadyAs }), ...(conflict && { conflict }) };
    planned.push(await describe({ ...built, id, server, status, trouble: namer.trouble }));
  }
  const { unreadable, read } = sources;
  const candidates = planned.map(({ candidate }) => candidate);
  return {
    servers: planned,
    plan: {
      candidates,
      skipped: skipped.map(({ name, file, reason }) => ({ name, file, reason })),
      unreadable,
      read,
    },
  };
}

interface Describable extends Extract<BuiltEntry, { ok: true }> {
  id: string;
  server: Merged;
  status: Pick<ImportCandidate, 'alreadyAs' | 'conflict'>;
  trouble: string | undefined;
}

async function describe(built: Describable): Promise<PlannedServer> {
  const { id, server, entry, runs, secrets, status, trouble } = built;
  const untold = trouble === undefined || secrets.length === 0 ? [] : [vaultNote(trouble)];
  const shown: Omit<ImportCandidate, 'digest'> = {
    id,
    names: [...server.names],
    sources: [...server.sources],
    runs,
    entry,
    secrets: await showSecrets(secrets),
    notes: [...server.notes, ...built.notes, ...untold],
    ...status,
  };
  return { candidate: { ...shown, digest: digestOf(shown, secrets) }, secrets };
}

function vaultNote(trouble: string): string {
  return `the vault could not be asked what it holds already: ${trouble}`;
}

async function showSecrets(secrets: readonly NamedSecret[]): Promise<ImportCandidate['secrets']> {
  if (secrets.length === 0) return [];
  const findFormats = await loadKnownFormats();
  const formats = await findFormats(secrets.map(({ name, value }) => ({ name, text: value })));
  return secrets.map(({ name, field, value, isKept }, index) => ({
    name,
    field: pathText(field),
    preview: maskSecret(value, formats[index]?.[0]?.format),
    isKept,
  }));
}

/** Without it, a digest would let anybody who sees it try out short passwords. */
const digestKey = randomBytes(32);

function digestOf(shown: unknown, secrets: readonly NamedSecret[]): string {
  const all = JSON.stringify([shown, secrets.map(({ value }) => value)]);
  return createHmac('sha256', digestKey).update(all).digest('hex');
}

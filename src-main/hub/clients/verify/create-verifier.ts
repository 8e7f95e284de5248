import { type Cause, causeOf } from '../../../../src-shared/domain/cause.ts';
import type { Proof, Verification } from '../../../../src-shared/domain/client.ts';
import { LoomError, messageOf, toLoomError } from '../../../../src-shared/errors.ts';
import type { ChildRecord } from '../../platform/child-record.ts';
import type { Machine } from '../client.ts';
import type { FoundServer } from '../reading/found-server.ts';
import type { ClientStore } from '../sync/client-store.ts';
import type { Inspection, Sync, Where } from '../sync/sync.ts';
import { dockEnv, dockFolder, type Person } from './dock-env.ts';
import { entriesToTry } from './entries-to-try.ts';
import { entrySpec, triedText } from './entry-spec.ts';
import { type TrialResult, tryServer } from './try-server.ts';

export interface VerifierOptions {
  sync: Pick<Sync, 'inspect'>;
  store: Pick<ClientStore, 'target' | 'setProof'>;
  machine(env: Where['env']): Machine | Promise<Machine>;
  person: Person;
  version: string;
  record: ChildRecord;
  /** Something that people see has changed. */
  changed(): void;
  /** For the handshake, in milliseconds. Default: that of the client with the least patience. */
  patienceMs?: number;
  now?(): number;
}

/** Codex waits this long for a server to start, others longer (clients.md pitfall 43). */
const leastPatienceMs = 10_000;

/**
 * A function that runs for each target exactly what its client will run, where that is still what
 * Loom wrote, in an environment no richer than the client's, and takes down whether it works.
 *
 * Fails with LoomError 'unknown-client' only; everything else is in the answers.
 */
export function createVerifier(
  options: VerifierOptions,
): (where: Where) => Promise<Verification[]> {
  return async (where) => {
    const machine = await options.machine(where.env);
    const inspections = await options.sync.inspect(where);
    const wanted = chooseWanted(inspections, where.targets);
    const verifications: Verification[] = [];
    // One after the other: each times a start, and a person waits for the first failure, too.
    for (const inspection of wanted) {
      verifications.push(await verifyTarget(inspection, machine, options));
    }
    return verifications;
  };
}

/** What Loom wrote into; of a client into which it wrote nothing, the files that were asked for. */
function chooseWanted(
  inspections: readonly Inspection[],
  targets: Where['targets'],
): readonly Inspection[] {
  const ours = inspections.filter(isOurs);
  const clients = new Set(ours.map(({ found }) => found.client.id));
  const missing = inspections.filter(
    ({ found }) => targets?.includes(found.target.id) && !clients.has(found.client.id),
  );
  return [...ours, ...missing];
}

function isOurs({ entries, record }: Inspection): boolean {
  return entries.length > 0 || record !== undefined;
}

async function verifyTarget(
  inspection: Inspection,
  machine: Machine,
  options: VerifierOptions,
): Promise<Verification> {
  const { target, client } = inspection.found;
  const about = { target: target.id, label: target.label };
  const tried: string[] = [];
  try {
    const results: TrialResult[] = [];
    for (const found of entriesToTry(inspection)) {
      tried.push(triedText(found));
      results.push(await run(found, machine, options));
    }
    const tools = results.reduce((sum, result) => sum + result.tools, 0);
    const handshakeMs = Math.max(...results.map((result) => result.handshakeMs));
    prove(inspection, options, { ok: true });
    return { ...about, tried: tried.join('\n'), ok: true, tools, handshakeMs };
  } catch (thrown) {
    const why = explain(thrown, target.id, client.label);
    prove(inspection, options, { ok: false, ...why });
    return { ...about, tried: tried.join('\n'), ok: false, ...why };
  }
}

function run(
  entry: FoundServer,
  machine: Machine,
  { person, version, record, patienceMs = leastPatienceMs }: VerifierOptions,
): Promise<TrialResult> {
  const folder = dockFolder(machine);
  const spec = entrySpec(entry, { env: machine.env, folder });
  const env = dockEnv(machine, person);
  return tryServer({ name: entry.name, spec, env, version, patienceMs, record });
}

function explain(thrown: unknown, target: string, label: string): Why {
  if (!(thrown instanceof LoomError)) {
    return { error: messageOf(thrown), remedy: '`loom logs` shows what the hub did.' };
  }
  const { code, message, stderr, remedy } = toLoomError(thrown);
  const error = [message, ...stderr].join('\n');
  if (code === 'server-unavailable') {
    const written = `\`loom sync ${target}\` writes the command anew.`;
    return { error, remedy: written, code, remedyId: 'connect-again' };
  }
  if (code === 'server-timeout') {
    const text = `${label} would give up, too. \`loom status\` and \`loom logs\` show what the hub does.`;
    return { error, remedy: text, code };
  }
  return { error, remedy, ...causeOf(thrown) };
}

interface Why extends Cause {
  error: string;
  remedy: string;
}

type Outcome = { ok: true } | ({ ok: false } & Why);

/** A client that has called already proved more than a trial can. */
function prove({ record }: Inspection, options: VerifierOptions, outcome: Outcome): void {
  const { store, now = Date.now } = options;
  const known = record && store.target(record.key);
  if (!known || (outcome.ok && known.proof.phase === 'verified')) return;
  store.setProof(known.key, proofOf(outcome, now()));
  options.changed();
}

function proofOf(outcome: Outcome, at: number): Proof {
  if (outcome.ok) return { phase: 'waiting', since: at };
  const { error, remedy, code, remedyId } = outcome;
  return { phase: 'failed', at, error, remedy, ...causeOf({ code, remedyId }) };
}

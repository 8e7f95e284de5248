import { causeOf } from '../../../../src-shared/domain/cause.ts';
import type {
  ImportChoice,
  ImportRequest,
  ImportResult,
} from '../../../../src-shared/domain/import.ts';
import { ServerId } from '../../../../src-shared/domain/server.ts';
import { LoomError, toLoomError } from '../../../../src-shared/errors.ts';
import type { SecretKeeper } from '../../../../src-shared/headless.ts';
import type { ImportDeps } from './import-deps.ts';
import type { NamedSecret } from './name-secrets.ts';
import { type PlannedServer, planImport } from './plan-import.ts';

/**
 * Adds what a person has seen: everything is found anew, and what is not as it was then is refused.
 * Of each server the secrets go into the vault and are read back, then its entry is written.
 */
export async function applyImport(
  { request, choices }: { request: ImportRequest; choices: readonly ImportChoice[] },
  deps: ImportDeps,
): Promise<ImportResult> {
  const { servers } = await planImport(request, deps);
  const result: ImportResult = { added: [], secrets: [], refused: [] };
  for (const choice of choices) {
    const kept: string[] = [];
    try {
      const planned = findSeen(choice, servers);
      const id = choice.as ?? choice.id;
      checkName(id, choice, { planned, known: deps.registry.current().servers });
      await keepAll(planned.secrets, deps.keeper, kept);
      await deps.registry.addServer(id, planned.candidate.entry);
      result.added.push(id);
    } catch (thrown) {
      result.refused.push(refusal(choice.id, thrown, kept));
    }
    result.secrets.push(...kept.filter((name) => !result.secrets.includes(name)));
  }
  return result;
}

/** @throws LoomError `file-changed` where it is not as it was shown any more. */
export function findSeen(choice: ImportChoice, servers: readonly PlannedServer[]): PlannedServer {
  const planned = servers.find(({ candidate }) => candidate.id === choice.id);
  if (planned?.candidate.digest === choice.digest) return planned;
  const what = planned ? 'is not as it was shown any more' : 'is not there any more';
  throw new LoomError('file-changed', `${choice.id} ${what}`, {
    remedy: 'Look at what there is again, then confirm it.',
  });
}

interface Surroundings {
  planned: PlannedServer;
  known: Readonly<Record<string, unknown>>;
}

/** Asked before anything goes into the vault. */
function checkName(id: string, choice: ImportChoice, { planned, known }: Surroundings): void {
  const { alreadyAs } = planned.candidate;
  if (alreadyAs !== undefined && choice.as === undefined) {
    throw new LoomError('name-taken', `it is in registry.yaml already, as ${alreadyAs}`, {
      remedy: 'To have it twice, give it another name.',
    });
  }
  const issue = ServerId.safeParse(id).error?.issues[0];
  if (issue) throw new LoomError('usage', `${JSON.stringify(id)} is no name: ${issue.message}`);
  if (!Object.hasOwn(known, id)) return;
  throw new LoomError('name-taken', `there is already a server named "${id}"`, { server: id });
}

/** @param kept - gets the names of what the vault holds now and did not before. */
async function keepAll(
  secrets: readonly NamedSecret[],
  keeper: SecretKeeper,
  kept: string[],
): Promise<void> {
  for (const { name, value } of secrets) {
    const held = await keeper.compare(name, value);
    if (held === 'same') continue;
    if (held === 'nothing') {
      await keeper.set(name, value);
      kept.push(name);
      if ((await keeper.compare(name, value)) === 'same') continue;
    }
    throw new LoomError('name-taken', `the vault holds another value under ${name}`);
  }
}

function refusal(id: string, thrown: unknown, kept: readonly string[]) {
  const error = toLoomError(thrown);
  const { message, remedy } = error;
  const inVault = kept.length > 0 ? `; in the vault are already: ${kept.join(', ')}` : '';
  return { id, reason: `${message}${inVault}`, remedy, ...causeOf(error) };
}

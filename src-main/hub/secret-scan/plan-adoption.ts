import type { Registry } from '../../../src-shared/domain/registry.ts';
import {
  isReservedSecretName,
  isSecretName,
  secretNameRule,
} from '../../../src-shared/domain/secret.ts';
import type { Adoption } from '../../../src-shared/domain/secret-finding.ts';
import { LoomError } from '../../../src-shared/errors.ts';
import type { AdoptOptions } from '../../../src-shared/headless.ts';
import { parseRegistry } from '../registry/parse-registry.ts';
import { readText } from '../registry/read-text.ts';
import { secretNames as specNames } from '../registry/references.ts';
import { firstProblem, pathText } from '../registry/reporter.ts';
import { describeSecret, type FoundSecret, findSecrets } from './find-secrets.ts';
import { loadKnownFormats } from './known-formats.ts';
import { secretNames } from './secret-names.ts';
import { readYamlLeaves } from './yaml-leaves.ts';

/** A secret of registry.yaml that could move, with its value: for whoever moves it, nobody else. */
export interface PlannedAdoption {
  adoption: Adoption;
  found: FoundSecret;
  value: string;
  /** Names that other servers refer to: one that is not set yet waits for a value of theirs. */
  ofOthers: ReadonlySet<string>;
}

/**
 * The secrets that stand in registry.yaml in plain text, and under which names they could move into
 * the vault: never one that holds another value there. Equal values of one variable share a name.
 *
 * @throws LoomError `invalid-registry`: the file must be whole. `not-found`: no such secret is in it.
 * `name-taken`, `usage`: a wanted name cannot be had.
 */
export async function planAdoption(options: AdoptOptions): Promise<PlannedAdoption[]> {
  const { registryPath, wanted, keeper } = options;
  const chosen = choose(await findAdoptable(registryPath), wanted);
  const given = new Map<string, string>();
  for (const { planned, name } of chosen) {
    const { adoption, found, value, ofOthers } = planned;
    if (adoption.obstacle) continue;
    const names = name === undefined ? secretNames(adoption.server, found) : [name];
    for (const candidate of names) {
      const held = await keeper.compare(candidate, value);
      if (held === 'nothing' && name === undefined && ofOthers.has(candidate)) continue;
      if (held === 'other' || (given.get(candidate) ?? value) !== value) continue;
      given.set(candidate, value);
      Object.assign(adoption, { secret: candidate, isKept: held === 'same' });
      break;
    }
    if (adoption.secret === undefined) throw taken(adoption.id, name);
  }
  return chosen.map(({ planned }) => planned);
}

async function findAdoptable(path: string): Promise<PlannedAdoption[]> {
  const text = (await readText(path)) ?? '';
  const reading = parseRegistry(text, path);
  if (!reading.ok) throw firstProblem(reading.problems);
  const leaves = readYamlLeaves(text);
  const ofServers = leaves.ok ? leaves.leaves.filter((leaf) => leaf.path[0] === 'servers') : [];
  const secrets = await findSecrets(ofServers, await loadKnownFormats());
  return secrets.map((found): PlannedAdoption => {
    const server = String(found.leaf.path[1]);
    const spec = reading.value.servers[server];
    const mayBeArgument = spec?.transport === 'stdio' && spec.allow_secret_in_args === true;
    const obstacle = obstacleTo(found, mayBeArgument);
    const adoption: Adoption = {
      finding: describeSecret(found, { file: path }),
      server,
      id: `${server}.${pathText(found.leaf.path.slice(2))}`,
      isKept: false,
      ...(obstacle && { obstacle }),
    };
    const value = found.leaf.text.slice(found.start, found.end);
    return { adoption, found, value, ofOthers: namesOfOthers(reading.value.servers, server) };
  });
}

function namesOfOthers(servers: Registry['servers'], server: string): Set<string> {
  const others = Object.entries(servers).filter(([id]) => id !== server);
  return new Set(others.flatMap(([, spec]) => [...specNames(spec)]));
}

function obstacleTo(found: FoundSecret, mayBeArgument: boolean): Adoption['obstacle'] {
  const { path, text } = found.leaf;
  const field = path[2];
  if (field === 'args' && !mayBeArgument) {
    return {
      why: 'it is an argument, and other programs of this machine can read those while the server runs',
      remedy:
        'Give it in a variable, if the server takes one; if not, add `allow_secret_in_args: true` ' +
        'to the server and run this again.',
    };
  }
  if (!['env', 'headers', 'url', 'args'].includes(String(field))) {
    return {
      why: `references to secrets are not followed in ${field}`,
      remedy: 'Give it in a variable or a header.',
    };
  }
  if (text[found.start - 1] !== '$') return undefined;
  return {
    why: 'a "$" stands before it, which would make the reference a plain text',
    remedy: 'Set it with `loom secret set` and write the reference by hand.',
  };
}

interface Choice {
  planned: PlannedAdoption;
  name: string | undefined;
}

function choose(all: readonly PlannedAdoption[], wanted: readonly string[]): Choice[] {
  if (wanted.length === 0) return all.map((planned) => ({ planned, name: undefined }));
  const choices = new Map<PlannedAdoption, Choice>();
  for (const word of wanted) {
    const [field = '', name] = word.split(/=(.*)/s);
    const meant = all.filter((planned) => isMeant(planned, field));
    if (meant.length === 0) throw notThere();
    if (name !== undefined) checkName(name, meant);
    for (const planned of meant) choices.set(planned, { planned, name });
  }
  return [...choices.values()];
}

function isMeant({ adoption, found }: PlannedAdoption, field: string): boolean {
  const { server, id } = adoption;
  return [id, server, `${server}.${String(found.leaf.path.at(-1))}`].includes(field);
}

/** What was given may be a secret in the wrong place, so it is not repeated. */
function notThere(): LoomError {
  return new LoomError('not-found', 'one of the fields given holds no secret in plain text', {
    remedy: '`loom secret adopt --dry-run` shows what does.',
  });
}

/** The name is not repeated either. */
function checkName(name: string, [first, ...others]: readonly PlannedAdoption[]): void {
  if (others.length > 0) {
    throw new LoomError('usage', 'one name is given to several secrets', {
      remedy: 'Name the field in full, as in github.env.GITHUB_TOKEN=NAME.',
    });
  }
  const isSecretItself = first !== undefined && name.includes(first.value);
  if (isSecretName(name) && !isReservedSecretName(name) && !isSecretItself) return;
  throw new LoomError('invalid-secret-name', `the name of a secret has ${secretNameRule}`);
}

function taken(id: string, name: string | undefined): LoomError {
  const what = name === undefined ? 'every name' : name;
  return new LoomError('name-taken', `${what} holds another secret already, so ${id} was left`, {
    remedy: `Give it another name: \`loom secret adopt ${id}=NAME\`.`,
  });
}

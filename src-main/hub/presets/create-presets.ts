import type { Preset, ProbeResult } from '../../../src-shared/domain/preset.ts';
import { ServerSpec } from '../../../src-shared/domain/server.ts';
import { LoomError } from '../../../src-shared/errors.ts';
import type { HubService } from '../api/hub-service.ts';
import type { RegistryFile } from '../registry/registry-file.ts';
import { checkEntry } from '../registry/registry-edits.ts';
import type { OpenSpecLink } from '../upstreams/instance-options.ts';
import { type FilledPreset, type Filling, fillPreset } from './fill-preset.ts';
import { loadPresets } from './load-presets.ts';
import { findMissingRuntimes, type RuntimeSearch } from './missing-runtimes.ts';
import { sourceOf } from './source-of.ts';
import { type TryMeans, tryServer } from './try-server.ts';

export interface PresetsParts extends RuntimeSearch, Pick<TryMeans, 'version' | 'limits' | 'hide'> {
  /** Folder of the presets that come with Loom. */
  presetsDir: string;
  registry: Pick<RegistryFile, 'current' | 'entry' | 'addServer'>;
  /** As people set them: what waits for one goes on. */
  secrets: {
    get(name: string): Promise<string | undefined>;
    set(name: string, secret: string): Promise<unknown>;
    remove(name: string): Promise<unknown>;
  };
  /** @param given - secrets that are kept nowhere yet, and come before those that are. */
  openLinkGiven(given: ReadonlyMap<string, string>): OpenSpecLink;
}

/** The gallery of servers that Loom knows how to run, and how one of them gets into the registry. */
export function createPresets(parts: PresetsParts): HubService['presets'] {
  const { registry } = parts;
  let loading: Promise<Preset[]> | undefined;
  const load = () => {
    loading ??= loadPresets(parts.presetsDir);
    return loading;
  };

  async function find(id: string): Promise<Preset> {
    const preset = (await load()).find((one) => one.id === id);
    if (preset) return preset;
    throw new LoomError('not-found', `there is no preset "${id}"`, {
      remedy: 'Choose one of those that the gallery shows.',
    });
  }

  async function fill(input: PresetInput): Promise<FilledPreset> {
    const { id, values } = input;
    return await fillPreset({ preset: await find(input.preset), id, values }, look);
  }

  /** Where the vault cannot be read it is as if it held nothing; what needs it says why then. */
  function look(name: string): Promise<string | undefined> {
    return parts.secrets.get(name).catch(() => undefined);
  }

  /** What was shown, if nothing of it has changed since and nothing is missing. */
  async function agreed(input: PresetInput & { digest: string }): Promise<FilledPreset> {
    const filled = await fill(input);
    const [problem] = filled.problems;
    if (problem) {
      const where = problem.parameter && `${problem.parameter}: `;
      throw new LoomError('usage', `${where}${problem.text}`, { remedy: 'Fill it in first.' });
    }
    if (filled.digest === input.digest) return filled;
    throw new LoomError('file-changed', 'what would be run is not what was shown');
  }

  function start(candidate: { id: string; entry: unknown }, more: TryInput): Promise<ProbeResult> {
    const { project = parts.home, given = new Map(), signal } = more;
    checkEntry(candidate.id, candidate.entry);
    const spec = ServerSpec.parse(candidate.entry);
    const openLink = parts.openLinkGiven(given);
    return tryServer({ id: candidate.id, spec, project }, { ...parts, openLink, signal });
  }

  return {
    async list() {
      const [presets, missing] = await Promise.all([load(), findMissingRuntimes(parts)]);
      const used = usersBySource(registry);
      return presets.map((preset) => ({
        ...preset,
        missingRuntimes: preset.runtimes.filter((runtime) => missing.has(runtime)),
        usedBy: used.get(sourceOf(preset.entry) ?? '') ?? [],
      }));
    },
    async fill(input) {
      const { entry, runs, secrets, problems, digest } = await fill(input);
      const isTaken = registry.entry(input.id) !== undefined;
      const taken = { parameter: 'id', text: `there is already a server named "${input.id}"` };
      return {
        entry,
        runs,
        secrets: secrets.map(({ name, isKept }) => ({ name, isKept })),
        problems: isTaken ? [taken, ...problems] : problems,
        digest,
      };
    },
    async try(input, signal) {
      const { entry, secrets } = await agreed(input);
      const given = givenOf(secrets);
      return await start({ id: input.id, entry }, { project: input.project, given, signal });
    },
    async add(input) {
      const { id } = input;
      const { entry, secrets } = await agreed(input);
      if (registry.entry(id)) {
        throw new LoomError('name-taken', `there is already a server named "${id}"`, { server: id });
      }
      await withSecrets(parts.secrets, givenOf(secrets), () => registry.addServer(id, entry));
      return { id };
    },
    tryEntry: ({ id, entry, project }, signal) => start({ id, entry }, { project, signal }),
  };
}

type PresetInput = Omit<Filling, 'preset'> & { preset: string };

interface TryInput {
  project: string | undefined;
  given?: ReadonlyMap<string, string>;
  signal: AbortSignal | undefined;
}

function givenOf(secrets: FilledPreset['secrets']): Map<string, string> {
  return new Map(
    secrets.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value] as const])),
  );
}

/** Keeps the secrets, then does the work; where that fails, they are taken out again. */
async function withSecrets(
  vault: PresetsParts['secrets'],
  given: ReadonlyMap<string, string>,
  work: () => Promise<void>,
): Promise<void> {
  const kept: string[] = [];
  try {
    for (const [name, secret] of given) {
      await vault.set(name, secret);
      kept.push(name);
    }
    await work();
  } catch (error) {
    // Why it failed is what to tell, not what then could not be cleared away.
    for (const name of kept) await vault.remove(name).catch(() => {});
    throw error;
  }
}

function usersBySource(registry: PresetsParts['registry']): Map<string, string[]> {
  const users = new Map<string, string[]>();
  for (const id of Object.keys(registry.current().servers)) {
    const source = sourceOf(registry.entry(id) ?? {});
    if (source !== undefined) users.set(source, [...(users.get(source) ?? []), id]);
  }
  return users;
}

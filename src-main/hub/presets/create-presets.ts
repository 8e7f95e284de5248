import type { Config } from '../../../src-shared/domain/config.ts';
import type { Preset, ProbeResult } from '../../../src-shared/domain/preset.ts';
import { ServerSpec } from '../../../src-shared/domain/server.ts';
import { LoomError } from '../../../src-shared/errors.ts';
import type { HubService } from '../api/hub-service.ts';
import type { HubDeps } from '../hub-deps.ts';
import type { Scope } from '../platform/scope.ts';
import { checkEntry } from '../registry/registry-edits.ts';
import type { RegistryFile } from '../registry/registry-file.ts';
import type { OpenSpecLink } from '../upstreams/instance-options.ts';
import type { Secrets } from '../vault/secrets.ts';
import { fillPreset } from './fill-preset.ts';
import { type FilledSlots, taken } from './fill-slots.ts';
import { loadPresets } from './load-presets.ts';
import { findMissingRuntimes } from './missing-runtimes.ts';
import { openTries } from './open-tries.ts';
import { sourceOf, usersBySource } from './source-of.ts';
import { tryServer } from './try-server.ts';
import { withSecrets } from './with-secrets.ts';

export interface PresetsParts {
  deps: Pick<HubDeps, 'presetsDir' | 'version' | 'platform' | 'env' | 'home'>;
  config: Pick<Config, 'limits'>;
  registry: Pick<RegistryFile, 'current' | 'entry' | 'addServer'>;
  secrets: Pick<Secrets, 'get'>;
  /** Whoever sets a secret so lets what waits for it go on. */
  vault: Pick<HubService['secrets'], 'set' | 'remove'>;
  upstreams: {
    /** @param given - secrets that are kept nowhere yet, and come before those that are. */
    openLinkGiven(given: ReadonlyMap<string, string>): OpenSpecLink;
    hide(text: string): string;
  };
  loginEnv(): Promise<{ path: string }>;
  /** Its end ends what is tried. */
  scope: Pick<Scope, 'add'>;
}

/** The gallery of servers that Loom knows how to run, and how one of them gets into the registry. */
export function createPresets(parts: PresetsParts): HubService['presets'] {
  const { registry } = parts;
  const shelf = openShelf(parts);
  const tries = parts.scope.add(openTries(), (open) => open.close());
  const start = (tried: Tried, asking: AbortSignal | undefined) =>
    tries.run((signal) => tryEntry(parts, tried, signal), asking);
  return {
    async list() {
      const missing = await findMissingRuntimes({ ...parts.deps, loginPath: parts.loginEnv });
      const used = usersBySource(registry);
      return (await shelf.all()).map((preset) => ({
        ...preset,
        missingRuntimes: preset.runtimes.filter((runtime) => missing.has(runtime)),
        usedBy: used.get(sourceOf(preset.entry) ?? '') ?? [],
      }));
    },
    async fill(input) {
      const { secrets, problems, ...filled } = await shelf.fill(input);
      return {
        ...filled,
        secrets: secrets.map(({ parameter, name, isKept }) => ({ parameter, name, isKept })),
        problems: [...(registry.entry(input.id) ? [taken(input.id)] : []), ...problems],
      };
    },
    async try(input, signal) {
      const { entry, secrets } = await shelf.agreed(input);
      return await start({ ...input, entry, given: givenOf(secrets) }, signal);
    },
    async add(input) {
      const { id } = input;
      const { entry, secrets } = await shelf.agreed(input);
      if (registry.entry(id)) throw new LoomError('name-taken', taken(id).text, { server: id });
      await withSecrets(parts.vault, givenOf(secrets), () => registry.addServer(id, entry));
      const brought = secrets.filter(({ isKept, value }) => !isKept && value !== undefined);
      return { id, secrets: brought.map(({ name }) => name) };
    },
    tryEntry: ({ secrets = {}, ...input }, signal) =>
      start({ ...input, given: new Map(Object.entries(secrets)) }, signal),
  };
}

interface PresetInput {
  preset: string;
  id: string;
  values: Record<string, unknown>;
  takesKept?: boolean | undefined;
}

interface Shelf {
  all(): Promise<Preset[]>;
  fill(input: PresetInput): Promise<FilledSlots>;
  /** What was shown, if nothing of it has changed since and nothing is missing. */
  agreed(input: PresetInput & { digest: string }): Promise<FilledSlots>;
}

function openShelf({ deps, secrets }: PresetsParts): Shelf {
  let loading: Promise<Preset[]> | undefined;
  const all = () => {
    loading ??= loadPresets(deps.presetsDir);
    return loading;
  };
  // Where the vault cannot be read it is as if it held nothing; what needs it says why then.
  const look = (name: string) => secrets.get(name).catch(() => undefined);

  async function fill({ preset: wanted, ...filling }: PresetInput): Promise<FilledSlots> {
    const preset = (await all()).find((one) => one.id === wanted);
    if (preset) return await fillPreset({ preset, ...filling }, look);
    throw new LoomError('not-found', `there is no preset "${wanted}"`, {
      remedy: 'Choose one of those that the gallery shows.',
    });
  }

  async function agreed(input: PresetInput & { digest: string }): Promise<FilledSlots> {
    const filled = await fill(input);
    const [problem] = filled.problems;
    if (problem) {
      const where = problem.parameter && `${problem.parameter}: `;
      throw new LoomError('usage', `${where}${problem.text}`, {
        remedy: 'Fill it in first.',
        remedyId: 'fill-in',
      });
    }
    if (filled.digest === input.digest) return filled;
    throw new LoomError('file-changed', 'what would be run is not what was shown');
  }

  return { all, fill, agreed };
}

interface Tried {
  id: string;
  entry: Record<string, unknown>;
  project?: string | undefined;
  given: ReadonlyMap<string, string>;
}

async function tryEntry(
  { deps, config, upstreams }: PresetsParts,
  { id, entry, project = deps.home, given }: Tried,
  signal: AbortSignal,
): Promise<ProbeResult> {
  checkEntry(id, entry);
  const candidate = { id, spec: ServerSpec.parse(entry), project };
  const { version } = deps;
  const { limits } = config;
  const openLink = upstreams.openLinkGiven(given);
  return await tryServer(candidate, { version, limits, openLink, hide: upstreams.hide, signal });
}

function givenOf(secrets: FilledSlots['secrets']): Map<string, string> {
  return new Map(
    secrets.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value] as const])),
  );
}

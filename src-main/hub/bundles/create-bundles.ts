import { join } from 'node:path';
import { LoomError } from '../../../src-shared/errors.ts';
import type { HubService } from '../api/hub-service.ts';
import type { HubDeps } from '../hub-deps.ts';
import type { Scope } from '../platform/scope.ts';
import { type FilledSlots, taken } from '../presets/fill-slots.ts';
import { withSecrets } from '../presets/with-secrets.ts';
import type { RegistryFile } from '../registry/registry-file.ts';
import type { Secrets } from '../vault/secrets.ts';
import { type BundleFolders, openBundleFolders } from './bundle-folders.ts';
import {
  type FillInput,
  fillBundle,
  givenSecrets,
  inspectBundle,
  keptValues,
  withOthers,
} from './fill-bundle.ts';
import type { Machine } from './find-problems.ts';
import { type InstalledBundle, type InstalledBundles, openInstalled } from './installed.ts';
import { type KnownBundle, type KnownBundles, openKnownBundles } from './known-bundles.ts';
import { unpackBundle } from './unpack-bundle.ts';

/** Longer than anybody needs to see that the wrong server was removed. */
const graceMs = 10 * 60_000;

export interface BundlesParts {
  deps: Pick<HubDeps, 'paths' | 'platform' | 'env' | 'home'>;
  registry: Pick<
    RegistryFile,
    'path' | 'current' | 'entry' | 'problem' | 'onChange' | 'addServer' | 'updateServer'
  >;
  secrets: Pick<Secrets, 'get'>;
  /** Whoever sets a secret so lets what waits for it go on. */
  vault: Pick<HubService['secrets'], 'set' | 'remove'>;
  presets: Pick<HubService['presets'], 'tryEntry'>;
  loginEnv(): Promise<{ path: string }>;
  scope: Pick<Scope, 'add'>;
  /** Something that a person should know. */
  onNotice(notice: LoomError): void;
  /** How long an unpacked bundle that nothing uses stays. */
  graceMs?: number;
}

export interface Bundles {
  service: HubService['bundles'];
  /** The folder of a bundle that goes, since the entry that was taken out was the last to use it. */
  leftBy(entry: object): string | undefined;
}

/** Servers in `.mcpb` files: looked at, filled in, tried, unpacked and added. */
export async function createBundles(parts: BundlesParts): Promise<Bundles> {
  const open = await openParts(parts);
  const { known, folders, machine } = open;
  const service: HubService['bundles'] = {
    offer: async (path) => ({ id: await known.offer(path) }),
    async inspect(from) {
      const bundle = await known.open(from);
      return await inspectBundle(bundle, machine, installations(open, bundle.manifest.name));
    },
    async fill(input) {
      const { bundle, replaced, filled } = await fill(open, input);
      const { secrets, ...rest } = filled;
      return {
        ...rest,
        secrets: secrets.map(({ parameter, name, isKept }) => ({ parameter, name, isKept })),
        folder: bundle.folder,
        ...(replaced && { replaces: replaced.version }),
      };
    },
    async try(input, signal) {
      const { bundle, filled } = await agreed(open, input);
      const { id, project } = input;
      const secrets = Object.fromEntries(givenSecrets(filled));
      return await folders.during(bundle.folder, async (closing) => {
        await unpack(open, { bundle, server: id, values: {} });
        const over = AbortSignal.any([closing, ...(signal ? [signal] : [])]);
        return await parts.presets.tryEntry({ id, entry: filled.entry, secrets, project }, over);
      });
    },
    async add(input) {
      const { bundle, replaced, filled } = await agreed(open, input);
      const { id } = input;
      const values = keptValues(bundle, input, { machine, secrets: filled.secrets });
      await folders.during(bundle.folder, async () => {
        await unpack(open, { bundle, server: id, values });
        await withSecrets(parts.vault, givenSecrets(filled), () =>
          write(parts.registry, { id, entry: filled.entry, isThere: replaced !== undefined }),
        );
      });
      return { id, folder: bundle.folder, ...(replaced && { replaced: replaced.version }) };
    },
  };
  return { service, leftBy: (entry) => folders.leftBy(entry) };
}

interface Open {
  parts: BundlesParts;
  machine: Machine;
  installed: InstalledBundles;
  folders: BundleFolders;
  known: KnownBundles;
}

async function openParts(parts: BundlesParts): Promise<Open> {
  const { registry, scope, deps, loginEnv } = parts;
  const { state } = deps.paths;
  const { platform, env, home } = deps;
  const root = join(state, 'bundles');
  const installed = openInstalled(join(state, 'bundles.json'), parts.onNotice);
  const known = scope.add(
    openKnownBundles({ root, uploads: join(state, 'bundle-uploads'), platform }),
    (open) => open.close(),
  );
  const folders = scope.add(
    openBundleFolders({ root, registry, installed, graceMs: parts.graceMs ?? graceMs }),
    (open) => open.close(),
  );
  return { parts, machine: { platform, env, home, loginEnv }, installed, folders, known };
}

/** The servers that run what came out of a bundle of that name. */
function installations({ parts: { registry }, installed, folders }: Open, name: string) {
  return installed
    .all()
    .filter(
      (one) =>
        one.name === name &&
        one.registry === registry.path &&
        folders.isUsedBy(registry.entry(one.server), one.folder),
    );
}

interface Filled {
  bundle: KnownBundle;
  /** The server of that name, where it came from such a bundle. */
  replaced: InstalledBundle | undefined;
  filled: FilledSlots;
}

async function fill(open: Open, input: FillInput): Promise<Filled> {
  const { registry, secrets } = open.parts;
  const bundle = open.known.find(input.bundle);
  const filled = await fillBundle(bundle, input, { machine: open.machine, secrets });
  const replaced = installations(open, bundle.manifest.name).find(
    ({ server }) => server === input.id,
  );
  const isTaken = registry.entry(input.id) !== undefined && !replaced;
  const problems = [...(isTaken ? [taken(input.id)] : []), ...filled.problems];
  return { bundle, replaced, filled: { ...filled, problems } };
}

/** What was shown, if nothing of it has changed since and nothing is missing. */
async function agreed(open: Open, input: FillInput & { digest: string }): Promise<Filled> {
  const found = await fill(open, input);
  const [problem] = found.filled.problems;
  if (problem?.parameter === 'id') throw new LoomError('name-taken', problem.text);
  if (problem) {
    const where = problem.parameter && `${problem.parameter}: `;
    throw new LoomError('usage', `${where}${problem.text}`, { remedy: 'Fill it in first.' });
  }
  if (found.filled.digest === input.digest) return found;
  throw new LoomError('file-changed', 'what would be run is not what was shown');
}

interface Unpacking {
  bundle: KnownBundle;
  server: string;
  values: Record<string, unknown>;
}

async function unpack(
  { parts: { registry }, installed, known, machine }: Open,
  { bundle, server, values }: Unpacking,
): Promise<void> {
  const { folder, digest, manifest } = bundle;
  const { name, version, author } = manifest;
  const isNoted = installed.all().some((one) => one.folder === folder && one.server === server);
  // Noted before it is there, so that it is cleared away even where the hub is killed now.
  if (!isNoted || Object.keys(values).length > 0) {
    const about = { registry: registry.path, server, name, version, author: author.name };
    await installed.put({ ...about, digest, folder, values });
  }
  await unpackBundle(await known.reopen(digest), machine.platform);
}

async function write(
  registry: BundlesParts['registry'],
  { id, entry, isThere }: { id: string; entry: Record<string, unknown>; isThere: boolean },
): Promise<void> {
  if (!isThere) await registry.addServer(id, entry);
  else await registry.updateServer(id, withOthers(entry, registry.entry(id)));
}

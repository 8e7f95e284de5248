import type { BundleFacts } from '../../../src-shared/domain/bundle.ts';
import { type FilledSlots, fillSlots } from '../presets/fill-slots.ts';
import type { Secrets } from '../vault/secrets.ts';
import { describeBundle, type Installation } from './describe-bundle.ts';
import { findProblems, type Machine } from './find-problems.ts';
import type { KnownBundle } from './known-bundles.ts';
import { fillLaunch, launchOf } from './launch.ts';
import { readParameters } from './read-parameters.ts';

export interface FillInput {
  bundle: string;
  id: string;
  values: Record<string, unknown>;
}

type Home = Pick<Machine, 'platform' | 'home'>;

function contextOf({ manifest, folder }: KnownBundle, { platform, home }: Home) {
  const places = { platform, home, folder };
  const slots = readParameters(manifest, places);
  return { places, slots, launch: launchOf(manifest, platform) };
}

/** What the values would make of a bundle; runs and writes nothing. */
export async function fillBundle(
  bundle: KnownBundle,
  { id, values }: FillInput,
  { machine, secrets }: { machine: Home; secrets: Pick<Secrets, 'get'> },
): Promise<FilledSlots> {
  const { places, slots, launch } = contextOf(bundle, machine);
  const template = {
    owner: bundle.manifest.name,
    parameters: slots.map(({ parameter }) => parameter),
    takesKept: false,
    fill: (filled: Parameters<typeof fillLaunch>[2]) =>
      fillLaunch(launch, { slots, places }, filled),
  };
  // Where the vault cannot be read it is as if it held nothing; what needs it says why then.
  const look = (name: string) => secrets.get(name).catch(() => undefined);
  const filled = await fillSlots({ template, id, values }, look);
  return { ...filled, problems: [...platformProblems(bundle, machine), ...filled.problems] };
}

/** What people see of a bundle before they fill it in. */
export async function inspectBundle(
  bundle: KnownBundle,
  machine: Machine,
  installations: readonly Installation[],
): Promise<BundleFacts> {
  const { slots, launch } = contextOf(bundle, machine);
  const files = new Set(bundle.archive.entries.map(({ name }) => name));
  const problems = await findProblems({ manifest: bundle.manifest, launch, slots, files }, machine);
  return describeBundle(bundle, { slots, problems, installations });
}

/** What no value mends. */
function platformProblems({ manifest }: KnownBundle, { platform }: Home): FilledSlots['problems'] {
  const { platforms } = manifest.compatibility;
  if (!platforms || platforms.includes(platform)) return [];
  const text = `its maker says that it runs on ${platforms.join(', ')}, and this is ${platform}`;
  return [{ parameter: '', text }];
}

/** What is filled in again when a newer bundle is opened: secrets as references, and nothing else. */
export function keptValues(
  bundle: KnownBundle,
  { values }: FillInput,
  { machine, secrets }: { machine: Home; secrets: FilledSlots['secrets'] },
): Record<string, unknown> {
  const { slots } = contextOf(bundle, machine);
  const kept = slots.flatMap(({ parameter: { name, type } }): [string, unknown][] => {
    if (type !== 'secret') return Object.hasOwn(values, name) ? [[name, values[name]]] : [];
    const secret = secrets.find(({ parameter }) => parameter === name);
    return secret ? [[name, `\${secret:${secret.name}}`]] : [];
  });
  return Object.fromEntries(kept);
}

/** The secrets that were given and are not in the vault yet, by their names there. */
export function givenSecrets({ secrets }: FilledSlots): Map<string, string> {
  return new Map(
    secrets.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value] as const])),
  );
}

/** What runs is the bundle's; what people have set about the server besides stays. */
export function withOthers(entry: object, before: object = {}): Record<string, unknown> {
  const runs = new Set(['transport', 'command', 'args', 'env', 'allow_secret_in_args']);
  const others = Object.entries(before).filter(([key]) => !runs.has(key));
  return { ...entry, ...Object.fromEntries(others) };
}

import type { Adoption } from '../../../src-shared/domain/secret-finding.ts';
import { LoomError, toLoomError } from '../../../src-shared/errors.ts';
import type { AdoptOptions, SecretKeeper } from '../../../src-shared/headless.ts';
import { writeAtomically } from '../platform/write-atomically.ts';
import { withFileLock } from '../registry/file-lock.ts';
import { parseRegistry } from '../registry/parse-registry.ts';
import { readText } from '../registry/read-text.ts';
import { planSetTexts, type RegistryEdit } from '../registry/registry-edits.ts';
import type { NewText } from '../registry/replace-text.ts';
import { firstProblem } from '../registry/reporter.ts';
import { type PlannedAdoption, planAdoption } from './plan-adoption.ts';

/**
 * Moves secrets from registry.yaml into the vault: first all of them are kept there and read back,
 * then the file refers to them, every other byte of it as it was. Where the file cannot be written,
 * nothing is lost: it still holds them, and the vault does too.
 *
 * @returns what was moved.
 * @throws LoomError as `planAdoption`; and `file-unwritable`, `invalid-registry` where the file could
 * not be changed, or whatever the vault says.
 */
export async function adoptSecrets(options: AdoptOptions): Promise<Adoption[]> {
  const { registryPath: path, keeper } = options;
  const planned = (await planAdoption(options)).filter(({ adoption }) => !adoption.obstacle);
  const texts = newTexts(planned);
  // What cannot be written down need not be kept either.
  await planEdit(path, planned, texts);
  const kept = await keepAll(planned, keeper);
  try {
    await withFileLock(path, async () => {
      await writeAtomically(path, (await planEdit(path, planned, texts)).text);
    });
  } catch (thrown) {
    throw notWritten(path, kept, thrown);
  }
  return planned.map(({ adoption }) => adoption);
}

/** Each text with references in place of its secrets. */
function newTexts(planned: readonly PlannedAdoption[]): NewText[] {
  const byLeaf = Map.groupBy(planned, ({ found }) => found.leaf);
  return [...byLeaf].map(([{ path, text }, pieces]) => {
    const fromTheEnd = pieces.toSorted((a, b) => b.found.start - a.found.start);
    const edited = fromTheEnd.reduce(
      (before, { adoption, found }) =>
        `${before.slice(0, found.start)}\${secret:${adoption.secret}}${before.slice(found.end)}`,
      text,
    );
    return { path, text: edited };
  });
}

/** Made anew from the file each time, since others edit it too. */
async function planEdit(
  path: string,
  planned: readonly PlannedAdoption[],
  texts: readonly NewText[],
): Promise<RegistryEdit> {
  const reading = parseRegistry((await readText(path)) ?? '', path);
  if (!reading.ok) throw firstProblem(reading.problems);
  for (const { adoption, found } of planned) {
    const now = found.leaf.path.reduce<unknown>(member, reading.raw);
    if (String(now) === found.leaf.text) continue;
    throw new LoomError('invalid-registry', `${adoption.id} has changed in the meantime`, {
      remedy: 'Run it again.',
    });
  }
  return planSetTexts(reading, path, texts);
}

function member(value: unknown, key: string | number): unknown {
  return (value as Record<string | number, unknown> | undefined)?.[key];
}

/** @returns the names that are new in the vault. */
async function keepAll(
  planned: readonly PlannedAdoption[],
  keeper: SecretKeeper,
): Promise<string[]> {
  const kept = new Set<string>();
  for (const { adoption, value } of planned) {
    const name = adoption.secret ?? '';
    if (adoption.isKept || kept.has(name)) continue;
    await keeper.set(name, value);
    // A variable of the hub's environment, for one, goes before what is stored.
    if ((await keeper.compare(name, value)) !== 'same') {
      throw new LoomError('name-taken', `the vault gives another value back for ${name}`, {
        remedy: `Give it another name: \`loom secret adopt ${adoption.id}=NAME\`.`,
      });
    }
    kept.add(name);
  }
  return [...kept];
}

function notWritten(path: string, kept: readonly string[], thrown: unknown): LoomError {
  const { code, message, remedy, place } = toLoomError(thrown);
  const inVault = kept.length > 0 ? `; in the vault are already: ${kept.join(', ')}` : '';
  const what = `${message}; the file still holds its secrets${inVault}`;
  return new LoomError(code, what, {
    remedy: `${remedy} Then run it again.`,
    place: place ?? { file: path },
    cause: thrown,
  });
}

import type { PresetParameter } from '../../../src-shared/domain/preset.ts';
import { findReferences } from '../../../src-shared/domain/references.ts';

/** A secret of a server that is to be added. */
export interface NamedSecret {
  parameter: string;
  /** Its name in the vault. */
  name: string;
  isKept: boolean;
  /** What was given and is not kept yet. */
  value: string | undefined;
}

export interface SecretSlot {
  parameter: PresetParameter;
  given: string | undefined;
}

export interface SecretNaming {
  owner: string;
  id: string;
  slots: readonly SecretSlot[];
  /** Whether what is kept under a slot's usual name may be taken without anybody giving it. */
  takesKept: boolean;
}

/**
 * Where each secret of a preset or bundle, the `owner`, is kept. Nothing that is kept is ever written
 * over: another server may use it, so that a second account's token gets a name of its own. So does
 * each slot, also where the names of two differ in nothing that a secret's name shows.
 *
 * @param look - the secret of that name, where there is one.
 */
export async function nameSecrets(
  { owner, id, slots, takesKept }: SecretNaming,
  look: (name: string) => Promise<string | undefined>,
): Promise<NamedSecret[]> {
  const taken = new Set<string>();
  const secrets: NamedSecret[] = [];
  for (const { parameter, given } of slots) {
    const { name: slot, secretName } = parameter;
    const [named] = given === undefined ? [] : findReferences(given);
    if (named?.kind === 'secret' && named.written === given) {
      const isKept = (await look(named.name)) !== undefined;
      secrets.push({ parameter: slot, name: named.name, isKept, value: undefined });
    } else {
      const usual = secretName ?? upperCase(`${owner}_${slot}`);
      const found = await findName(usual, { id, given, takesKept, taken }, look);
      taken.add(found.name);
      secrets.push({ parameter: slot, ...found });
    }
  }
  return secrets;
}

interface NameSearch extends Pick<SecretNaming, 'id' | 'takesKept'> {
  given: string | undefined;
  /** Names that slots before it have. */
  taken: ReadonlySet<string>;
}

async function findName(
  usual: string,
  { id, given, takesKept, taken }: NameSearch,
  look: (name: string) => Promise<string | undefined>,
): Promise<Omit<NamedSecret, 'parameter'>> {
  for (let attempt = 0; ; attempt += 1) {
    const name = nthName(usual, id, attempt);
    if (taken.has(name)) continue;
    const kept = await look(name);
    if (kept === undefined) return { name, isKept: false, value: given };
    const isMeant = given === undefined ? takesKept : given === kept;
    if (isMeant) return { name, isKept: true, value: undefined };
  }
}

function nthName(usual: string, id: string, attempt: number): string {
  if (attempt === 0) return usual;
  const own = `${usual}_${upperCase(id)}`;
  return attempt === 1 ? own : `${own}_${attempt}`;
}

function upperCase(text: string): string {
  return text
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toUpperCase();
}

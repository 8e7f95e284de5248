import { literalText } from '../../../../src-shared/domain/references.ts';
import { isVaultFailure } from '../../../../src-shared/domain/secret.ts';
import type { ServerSpec } from '../../../../src-shared/domain/server.ts';
import { toLoomError } from '../../../../src-shared/errors.ts';
import type { SecretKeeper } from '../../../../src-shared/headless.ts';
import { secretNames as namesInSpec } from '../../registry/references.ts';
import { secretNames } from '../../secret-scan/secret-names.ts';
import type { Field, Part, Text } from './draft.ts';

/** A secret under the name that it gets in the vault. */
export interface NamedSecret {
  name: string;
  field: Field['path'];
  value: string;
  isKept: boolean;
}

export interface SecretNamer {
  /** As the keeper does; a vault that cannot be asked holds nothing. */
  compare: SecretKeeper['compare'];
  /** The text as registry.yaml has it, and the secrets that it refers to then. */
  render(server: string, fields: readonly Field[], index: number): Promise<Rendered>;
  /** What the vault said where it could not be asked. */
  readonly trouble: string | undefined;
}

export interface Rendered {
  text: string;
  secrets: NamedSecret[];
  /** Names of secrets that somebody has to set. */
  toSet: string[];
}

/** What a name stands for already: a value, or what a client calls the thing it asks for. */
type Given = Map<string, { value: string } | { blank: string }>;

/**
 * Gives secrets names: never one under which the vault holds something else, nor one that a server of
 * the registry waits for. Equal values of one variable share a name.
 */
export function createSecretNamer(
  servers: Readonly<Record<string, ServerSpec>>,
  keeper: SecretKeeper,
): SecretNamer {
  const given: Given = new Map();
  const awaited = new Set(Object.values(servers).flatMap((spec) => [...namesInSpec(spec)]));
  let trouble: string | undefined;

  const held: SecretKeeper['compare'] = async (name, value) => {
    if (trouble !== undefined) return 'nothing';
    try {
      return await keeper.compare(name, value);
    } catch (thrown) {
      const { code, message } = toLoomError(thrown);
      if (!isVaultFailure(code)) throw thrown;
      trouble = message;
      return 'nothing';
    }
  };

  async function nameSecret(names: Iterable<string>, value: string) {
    for (const name of names) {
      const other = given.get(name);
      if (other && !('value' in other && other.value === value)) continue;
      const state = await held(name, value);
      if (state === 'other' || (state === 'nothing' && awaited.has(name))) continue;
      given.set(name, { value });
      return { name, isKept: state === 'same' };
    }
    throw new Error('there is always another name');
  }

  /** What somebody else set under that name is not for this server. */
  async function nameBlank(names: Iterable<string>, blank: string): Promise<string> {
    for (const name of names) {
      const other = given.get(name);
      if (other && 'blank' in other && other.blank === blank) return name;
      if (other || awaited.has(name) || (await held(name, '')) !== 'nothing') continue;
      given.set(name, { blank });
      return name;
    }
    throw new Error('there is always another name');
  }

  async function renderPart(part: Part, place: Place, into: Rendered): Promise<string> {
    if (part.kind === 'literal') return literalText(part.text);
    if (part.kind === 'reference') return part.written;
    const { server, field } = place;
    const names = secretNames(server, about(place, calledBy(place)));
    if (part.kind === 'secret') {
      const { name, isKept } = await nameSecret(names, part.value);
      into.secrets.push({ name, field: field.path, value: part.value, isKept });
      return `\${secret:${name}}`;
    }
    const asked = secretNames(server, about({ server, field: { path: ['env', part.name] } }, ''));
    const name = part.name
      ? await nameBlank(asked, part.name)
      : await nameBlank(names, `${server} ${JSON.stringify(field.path)}`);
    into.toSet.push(name);
    return `\${secret:${name}}`;
  }

  return {
    compare: held,
    get trouble() {
      return trouble;
    },
    async render(server, fields, index) {
      const rendered: Rendered = { text: '', secrets: [], toSet: [] };
      const field = fields[index];
      for (const [at, part] of (field?.text ?? []).entries()) {
        if (!field) break;
        const place: Place = { server, field, at, before: fields[index - 1] };
        rendered.text += await renderPart(part, place, rendered);
      }
      return rendered;
    },
  };
}

/** A part of a field of a server. */
interface Place {
  server: string;
  field: Field;
  at: number;
  before: Field | undefined;
}

function about({ server, field }: { server: string; field: Pick<Field, 'path'> }, name: string) {
  return { name, leaf: { path: ['servers', server, ...field.path] } };
}

/** What calls it a secret: its variable or header, a parameter, a flag, the flag before it. */
function calledBy({ field, at, before }: Place): string {
  const [word, key] = field.path;
  if (typeof key === 'string') return key;
  const text = literalAt(field.text, at - 1);
  if (/:\/\/[^/?#@\s]*:$/.test(text)) return 'password';
  const named = /([A-Za-z][\w-]*)(?:=|:\s*(?:\w+ )?)$/.exec(text)?.[1];
  if (named) return named;
  if (word === 'url') return at === 0 ? '' : 'password';
  return /^--?([A-Za-z][\w-]*)$/.exec(wholeLiteral(before))?.[1] ?? '';
}

function literalAt(text: Text, at: number): string {
  const part: Part | undefined = text[at];
  return part?.kind === 'literal' ? part.text : '';
}

function wholeLiteral(field: Field | undefined): string {
  return field?.text.length === 1 ? literalAt(field.text, 0) : '';
}

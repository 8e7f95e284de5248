import { splitReferences } from '../../../../src-shared/domain/references.ts';
import type { Registry } from '../../../../src-shared/domain/registry.ts';
import type { ServerSpec } from '../../../../src-shared/domain/server.ts';
import type { SecretKeeper } from '../../../../src-shared/headless.ts';
import { type Field, fieldKey, type Part, type Text } from './draft.ts';
import type { Merged } from './merge-drafts.ts';
import { identityOf, isOwn } from './same-server.ts';

/** The server of the registry that is the same already, secrets included. */
export async function findKnown(
  server: Merged,
  servers: Registry['servers'],
  keeper: Pick<SecretKeeper, 'compare'>,
): Promise<string | undefined> {
  const identity = identityOf(server);
  for (const [id, spec] of Object.entries(servers)) {
    const known = { transport: spec.transport, fields: specFields(spec) };
    if (identityOf(known) !== identity) continue;
    if (await isSame(server.fields, known.fields, keeper)) return id;
  }
  return undefined;
}

/** A definition as the fields of a draft. */
export function specFields(spec: ServerSpec): Field[] {
  const map = (field: string, texts: Readonly<Record<string, string>>) =>
    Object.entries(texts).map(([key, text]): Field => ({ path: [field, key], text: split(text) }));
  if (spec.transport !== 'stdio') {
    return [{ path: ['url'], text: split(spec.url) }, ...map('headers', spec.headers)];
  }
  return [
    { path: ['command'], text: split(spec.command) },
    ...spec.args.map((text, index): Field => ({ path: ['args', index], text: split(text) })),
    ...map('env', spec.env),
    ...(spec.cwd === undefined ? [] : [{ path: ['cwd'], text: split(spec.cwd) } satisfies Field]),
  ];
}

function split(text: string): Part[] {
  return splitReferences(text).map((part): Part => {
    if (part.kind === 'text') return { kind: 'literal', text: part.text };
    if (part.kind === 'malformed') return { kind: 'literal', text };
    return { kind: 'reference', written: part.written };
  });
}

/** What the client's entry says, the registry's says too; that one may say more. */
async function isSame(
  found: readonly Field[],
  known: readonly Field[],
  keeper: Pick<SecretKeeper, 'compare'>,
): Promise<boolean> {
  const launch = (fields: readonly Field[]) =>
    fields.filter((field) => !isOwn(field)).flatMap(({ text }) => text.filter(isHidden));
  if (!(await isSameText(launch(found), launch(known), keeper))) return false;
  const texts = new Map(known.map((field) => [fieldKey(field), field.text]));
  for (const field of found.filter(isOwn)) {
    const text = texts.get(fieldKey(field));
    if (!text || !(await isSameText(field.text, text, keeper))) return false;
  }
  return true;
}

function isHidden({ kind, ...part }: Part): boolean {
  if (kind === 'secret' || kind === 'blank') return true;
  return 'written' in part && part.written.startsWith('${secret:');
}

async function isSameText(
  found: Text,
  known: Text,
  keeper: Pick<SecretKeeper, 'compare'>,
): Promise<boolean> {
  if (found.length !== known.length) return false;
  for (const [index, part] of found.entries()) {
    const other = known[index];
    if (!other || !(await isSamePart(part, other, keeper))) return false;
  }
  return true;
}

async function isSamePart(
  part: Part,
  known: Part,
  keeper: Pick<SecretKeeper, 'compare'>,
): Promise<boolean> {
  if (part.kind === 'literal' || part.kind === 'reference') {
    return JSON.stringify(part) === JSON.stringify(known);
  }
  if (known.kind === 'literal') return part.kind === 'secret' && known.text === part.value;
  if (known.kind !== 'reference') return false;
  const name = /^\$\{secret:(.+)\}$/.exec(known.written)?.[1];
  if (name === undefined || part.kind === 'blank') return name !== undefined;
  return (await keeper.compare(name, part.value)) === 'same';
}

import { createHash } from 'node:crypto';
import type { Preset } from '../../../src-shared/domain/preset.ts';
import { ServerSpec } from '../../../src-shared/domain/server.ts';
import { quoteCommand } from '../../../src-shared/quote-command.ts';
import { fillEntry, type SlotValue } from './fill-entry.ts';
import { type NamedSecret, nameSecrets } from './name-secrets.ts';
import { type ReadValue, readValues } from './read-values.ts';

export interface PresetProblem {
  /** The slot's name; empty where it is the whole entry. */
  parameter: string;
  text: string;
}

/** A preset with its slots filled: what would be written and run. */
export interface FilledPreset {
  entry: Record<string, unknown>;
  /** The command line or address, with secrets as references. */
  runs: string;
  secrets: NamedSecret[];
  problems: PresetProblem[];
  /** Changes with everything that a person has to have seen. */
  digest: string;
}

export interface Filling {
  preset: Preset;
  /** What the server is to be called. */
  id: string;
  values: Readonly<Record<string, unknown>>;
}

/**
 * Runs and writes nothing.
 *
 * @param look - the secret of that name, where there is one.
 */
export async function fillPreset(
  { preset, id, values }: Filling,
  look: (name: string) => Promise<string | undefined>,
): Promise<FilledPreset> {
  const read = readValues(preset.parameters, values);
  const slots = read.flatMap(({ parameter, value }) =>
    parameter.type === 'secret'
      ? [{ parameter, given: value === undefined ? undefined : String(value) }]
      : [],
  );
  const named = await nameSecrets({ preset, id, slots }, look);
  const secrets = named.filter((secret) => isUsed(secret, read));
  const entry = fillEntry(preset.entry, slotValues(read, secrets));
  const problems = [...problemsOf(read, secrets), ...entryProblems(entry, read)];
  const runs = describeRun(entry);
  return { entry, runs, secrets, problems, digest: digestOf([preset.id, id, entry]) };
}

/** One that is optional and not given is left out, even where the vault has one of its name. */
function isUsed({ parameter: name, isKept, value }: NamedSecret, read: ReadValue[]): boolean {
  const slot = read.find(({ parameter }) => parameter.name === name);
  return value !== undefined || slot?.value !== undefined || (isKept && !!slot?.parameter.required);
}

function slotValues(read: ReadValue[], secrets: NamedSecret[]): Map<string, SlotValue> {
  return new Map(
    read.map(({ parameter: { name, type }, value }) => {
      if (type !== 'secret') return [name, value];
      const secret = secrets.find(({ parameter }) => parameter === name);
      return [name, secret && `\${secret:${secret.name}}`];
    }),
  );
}

function problemsOf(read: ReadValue[], secrets: NamedSecret[]): PresetProblem[] {
  return read.flatMap(({ parameter: { name, type }, value, problem }) => {
    const secret = secrets.find(({ parameter }) => parameter === name);
    const hasKept = type === 'secret' && value === undefined && secret?.isKept === true;
    if (problem !== undefined && !hasKept) return [{ parameter: name, text: problem }];
    if (!secret || secret.isKept || secret.value !== undefined) return [];
    return [{ parameter: name, text: `there is no secret ${secret.name}` }];
  });
}

/** What only the entry as a whole shows; an entry that lacks a value is not whole. */
function entryProblems(entry: unknown, read: ReadValue[]): PresetProblem[] {
  if (read.some(({ problem }) => problem !== undefined)) return [];
  const { error } = ServerSpec.safeParse(entry);
  return (error?.issues ?? []).map(({ path, message }) => ({
    parameter: '',
    text: `${path.join('.')}: ${message}`,
  }));
}

function describeRun({ command, args, url }: Record<string, unknown>): string {
  if (typeof url === 'string') return url;
  const words = Array.isArray(args) ? args.map(String) : [];
  return quoteCommand([String(command), ...words]);
}

function digestOf(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 32);
}

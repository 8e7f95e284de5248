import { createHash } from 'node:crypto';
import type { PresetParameter, SlotProblem } from '../../../src-shared/domain/preset.ts';
import { ServerSpec } from '../../../src-shared/domain/server.ts';
import { quoteCommand } from '../../../src-shared/quote-command.ts';
import type { SlotValue, SlotValues } from './fill-entry.ts';
import { type NamedSecret, nameSecrets } from './name-secrets.ts';
import { type ReadValue, readValues } from './read-values.ts';

/** A template with its slots filled: what would be written and run. */
export interface FilledSlots {
  entry: Record<string, unknown>;
  /** The command line or address, with secrets as references. */
  runs: string;
  secrets: NamedSecret[];
  problems: SlotProblem[];
  /** Changes with everything that a person has to have seen. */
  digest: string;
}

/** What presets and bundles have in common: an entry with slots that a person fills. */
export interface SlotTemplate {
  /** Whose it is; begins the names of secrets. */
  owner: string;
  parameters: readonly PresetParameter[];
  /**
   * A secret that nobody gives is the one that is kept under its usual name. For Loom's own presets
   * alone, and where no link filled them in: whoever else names owner and slots could so name another
   * server's secret, and whoever names the address where it goes.
   */
  takesKept: boolean;
  /** The entry, its slots filled. */
  fill(values: SlotValues): Record<string, unknown>;
}

export interface Filling {
  template: SlotTemplate;
  /** What the server is to be called. */
  id: string;
  values: Readonly<Record<string, unknown>>;
}

/**
 * Runs and writes nothing.
 *
 * @param look - the secret of that name, where there is one.
 */
export async function fillSlots(
  { template, id, values }: Filling,
  look: (name: string) => Promise<string | undefined>,
): Promise<FilledSlots> {
  const { owner, parameters, takesKept } = template;
  const read = readValues(parameters, values);
  const slots = read.flatMap(({ parameter, value }) =>
    parameter.type === 'secret'
      ? [{ parameter, given: value === undefined ? undefined : String(value) }]
      : [],
  );
  const named = await nameSecrets({ owner, id, slots, takesKept }, look);
  const secrets = named.filter((secret) => isUsed(secret, read));
  const entry = template.fill(slotValues(read, secrets));
  const problems = [...problemsOf(read, secrets), ...entryProblems(entry, read)];
  const runs = describeRun(entry);
  return { entry, runs, secrets, problems, digest: digestOf([owner, id, entry]) };
}

/** Of a name that another server has. */
export function taken(id: string): SlotProblem {
  return { parameter: 'id', kind: 'taken', text: `there is already a server named "${id}"` };
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

function problemsOf(read: ReadValue[], secrets: NamedSecret[]): SlotProblem[] {
  return read.flatMap(({ parameter: { name, type }, value, problem }) => {
    const secret = secrets.find(({ parameter }) => parameter === name);
    const hasKept = type === 'secret' && value === undefined && secret?.isKept === true;
    if (problem !== undefined && !hasKept) return [{ parameter: name, ...problem }];
    if (!secret || secret.isKept || secret.value !== undefined) return [];
    return [{ parameter: name, kind: 'no-secret', text: `there is no secret ${secret.name}` }];
  });
}

/** What only the entry as a whole shows; an entry that lacks a value is not whole. */
function entryProblems(entry: unknown, read: ReadValue[]): SlotProblem[] {
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

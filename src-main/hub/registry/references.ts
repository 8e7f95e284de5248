import {
  findReferences,
  type Reference,
  splitReferences,
} from '../../../src-shared/domain/references.ts';
import type { ServerSpec, StdioServer } from '../../../src-shared/domain/server.ts';
import { LoomError } from '../../../src-shared/errors.ts';
import { secretVariable } from '../vault/env.ts';
import type { Vault } from '../vault/vault.ts';

/** What references are resolved from. */
export interface ReferenceContext {
  serverId: string;
  env: Readonly<Record<string, string | undefined>>;
  home: string;
  /** The folder of the session's project, where it has one. */
  project?: string | undefined;
  vault: Vault;
}

/**
 * The spec with every reference in command, arguments, environment, folder, URL and headers resolved
 * (design.md section 5). The result holds secrets: it is made at spawn or request time only, and is
 * never kept, logged or shown.
 *
 * @throws {LoomError} `unknown-reference`, naming the reference and the field that holds it.
 */
export async function resolveSpec(
  spec: ServerSpec,
  context: ReferenceContext,
): Promise<ServerSpec> {
  const at = (field: string) => (text: string) => resolveText(text, field, context);
  if (spec.transport !== 'stdio') {
    const url = await at('url')(spec.url);
    return { ...spec, url, headers: await resolveMap(spec.headers, 'headers', context) };
  }
  refuseSecretsInSight(spec, context);
  const args = spec.args.map((text, index) => at(`args[${index}]`)(text));
  return {
    ...spec,
    command: await at('command')(spec.command),
    args: await Promise.all(args),
    env: await resolveMap(spec.env, 'env', context),
    ...(spec.cwd !== undefined && { cwd: await at('cwd')(spec.cwd) }),
  };
}

/** Everybody on the machine can read the command lines of its processes. */
function refuseSecretsInSight(spec: StdioServer, context: ReferenceContext): void {
  const seen = { command: spec.command, args: spec.args.join(' '), cwd: spec.cwd ?? '' };
  for (const [field, text] of Object.entries(seen)) {
    const secret = findReferences(text).find(({ kind }) => kind === 'secret');
    if (!secret) continue;
    const what = `${secret.written} would be seen by every user who lists processes`;
    const remedy = `Put it into env, and let ${context.serverId} read it from there.`;
    throw unknown(context, field, what, remedy);
  }
}

/** Whether a server's definition differs from project to project. Asked on every call. */
export function usesProject(spec: ServerSpec): boolean {
  let uses = knownToUseProject.get(spec);
  if (uses === undefined) {
    uses = referencesOf(spec).some((reference) => reference.kind === 'project');
    knownToUseProject.set(spec, uses);
  }
  return uses;
}

const knownToUseProject = new WeakMap<ServerSpec, boolean>();

function referencesOf(spec: ServerSpec): Reference[] {
  const texts =
    spec.transport === 'stdio'
      ? [spec.command, spec.cwd ?? '', ...spec.args, ...Object.values(spec.env)]
      : [spec.url, ...Object.values(spec.headers)];
  return texts.flatMap(findReferences);
}

async function resolveMap(
  map: Record<string, string>,
  field: string,
  context: ReferenceContext,
): Promise<Record<string, string>> {
  const entries = Object.entries(map).map(
    async ([key, text]) => [key, await resolveText(text, `${field}.${key}`, context)] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}

async function resolveText(
  text: string,
  field: string,
  context: ReferenceContext,
): Promise<string> {
  const resolved: string[] = [];
  for (const part of splitReferences(text)) {
    if (part.kind === 'text') resolved.push(part.text);
    else if (part.kind === 'malformed') throw unknown(context, field, part.problem);
    else resolved.push(await resolveReference(part, field, context));
  }
  return resolved.join('');
}

async function resolveReference(
  reference: Reference,
  field: string,
  context: ReferenceContext,
): Promise<string> {
  const value = await lookUp(reference, context);
  if (value !== undefined) return value;
  throw unknown(context, field, missing(reference), remedyFor(reference));
}

async function lookUp(
  reference: Reference,
  context: ReferenceContext,
): Promise<string | undefined> {
  switch (reference.kind) {
    case 'env':
      return context.env[reference.name];
    case 'secret':
      return await context.vault.get(reference.name);
    case 'project':
      return context.project;
    case 'home':
      return context.home;
  }
}

function missing({ kind, written }: Reference): string {
  if (kind === 'env') return `${written} is not set in Loom's environment`;
  if (kind === 'secret') return `there is no secret for ${written}`;
  return `${written} has no value here`;
}

function remedyFor(reference: Reference): string {
  switch (reference.kind) {
    case 'env':
      return `Set ${reference.name} where the hub is started, then restart it: \`loom stop\`, \`loom serve\`.`;
    case 'secret':
      return `Set ${secretVariable(reference.name)} where the hub is started, then restart it: \`loom stop\`, \`loom serve\`.`;
    case 'project':
      return 'Connect from a project folder: start the client in it.';
    case 'home':
      return 'Set HOME for Loom.';
  }
}

function unknown(
  { serverId }: ReferenceContext,
  field: string,
  what: string,
  remedy?: string,
): LoomError {
  return new LoomError('unknown-reference', `servers.${serverId}.${field}: ${what}`, {
    server: serverId,
    ...(remedy !== undefined && { remedy }),
  });
}

import {
  findReferences,
  type Reference,
  splitReferences,
} from '../../../src-shared/domain/references.ts';
import type { ServerSpec, SignInChoice, StdioServer } from '../../../src-shared/domain/server.ts';
import { LoomError } from '../../../src-shared/errors.ts';
import type { Secrets } from '../vault/secrets.ts';

/** What references are resolved from. */
export interface ReferenceContext {
  serverId: string;
  env: Readonly<Record<string, string | undefined>>;
  home: string;
  /** The folder of the session's project, where it has one. */
  project?: string | undefined;
  secrets: Pick<Secrets, 'get'>;
}

/**
 * The spec with every reference in command, arguments, environment, folder, URL and headers resolved
 * (design.md section 5). The result holds secrets: it is made at spawn or request time only, and is
 * never kept, logged or shown.
 *
 * @throws {LoomError} `unknown-reference` or `missing-secret`, naming the reference and the field that
 * holds it; `vault-…` where secrets cannot be read.
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

/**
 * What an entry says of signing in, resolved; only whoever signs in needs it.
 *
 * @throws LoomError as `resolveSpec`.
 */
export async function resolveSignIn(
  { scopes, redirect_port, ...texts }: SignInChoice,
  context: ReferenceContext,
): Promise<SignInChoice> {
  const given = Object.fromEntries(
    Object.entries(texts).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
  return { scopes, redirect_port, ...(await resolveMap(given, 'auth', context)) };
}

/**
 * Everybody on the machine can read the command lines of its processes. A program that takes a secret
 * in no other way may get it in its arguments, where somebody has said so.
 */
function refuseSecretsInSight(spec: StdioServer, context: ReferenceContext): void {
  const args = spec.allow_secret_in_args ? '' : spec.args.join(' ');
  const seen = { command: spec.command, args, cwd: spec.cwd ?? '' };
  for (const [field, text] of Object.entries(seen)) {
    const secret = findReferences(text).find(({ kind }) => kind === 'secret');
    if (!secret) continue;
    const what = `${secret.written} would be seen by every user who lists processes`;
    const better = `Put it into env, and let ${context.serverId} read it from there.`;
    const last = 'Where it can be given in no other way: `allow_secret_in_args: true`.';
    throw unknown(context, field, what, field === 'args' ? `${better} ${last}` : better);
  }
}

/** The secrets that a server's definition refers to. */
export function secretNames(spec: ServerSpec): Set<string> {
  const names = referencesOf(spec).flatMap((reference) =>
    reference.kind === 'secret' ? [reference.name] : [],
  );
  return new Set(names);
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
      : [spec.url, ...Object.values(spec.headers), ...signInTexts(spec)];
  return texts.flatMap(findReferences);
}

function signInTexts({ auth }: Exclude<ServerSpec, StdioServer>): string[] {
  const { client_id = '', client_secret = '', client_metadata_url = '', issuer = '' } = auth ?? {};
  return [client_id, client_secret, client_metadata_url, issuer];
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
  throw withoutValue(reference, field, context);
}

function withoutValue(reference: Reference, field: string, context: ReferenceContext): LoomError {
  const { written } = reference;
  switch (reference.kind) {
    case 'secret':
      return missingSecret(reference.name, context.serverId, field);
    case 'env': {
      const remedy = `Set ${reference.name} where the hub is started, then restart it: \`loom stop\`, \`loom serve\`.`;
      return unknown(context, field, `${written} is not set in Loom's environment`, remedy);
    }
    case 'project': {
      const remedy = 'Connect from a project folder: start the client in it.';
      return unknown(context, field, `${written} has no value here`, remedy);
    }
    case 'home':
      return unknown(context, field, `${written} has no value here`, 'Set HOME for Loom.');
  }
}

/** @param field - of the server, such as `env.TOKEN`, where it is known. */
export function missingSecret(name: string, serverId: string, field?: string): LoomError {
  const where = field === undefined ? serverId : `${serverId}.${field}`;
  return new LoomError('missing-secret', `servers.${where}: there is no secret ${name}`, {
    server: serverId,
    secret: name,
    remedy: `Set it: \`loom secret set ${name}\`. The server then starts by itself.`,
    remedyId: 'set-secret',
  });
}

async function lookUp(
  reference: Reference,
  context: ReferenceContext,
): Promise<string | undefined> {
  switch (reference.kind) {
    case 'env':
      return context.env[reference.name];
    case 'secret':
      return await context.secrets.get(reference.name);
    case 'project':
      return context.project;
    case 'home':
      return context.home;
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

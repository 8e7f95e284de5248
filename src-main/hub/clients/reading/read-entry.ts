import { bridgeOf } from './bridge.ts';
import type { EntryContext } from './entry-context.ts';
import { entryLeaves } from './entry-leaves.ts';
import { member, textOf, words } from './entry-words.ts';
import type { FoundServer, SkippedEntry } from './found-server.ts';
import { isLoomEntry } from './is-loom.ts';
import { isObject } from './is-object.ts';
import { type Launch, launchOf, withoutCmd } from './launch.ts';
import type { LocatedEntry } from './locate-entries.ts';
import { optionsOf } from './options-of.ts';
import { referencesIn } from './references-in.ts';
import { secretsIn } from './secrets-in.ts';
import { textMap } from './text-map.ts';
import { transportOf } from './transport-of.ts';

export type ReadEntry = { ok: true; server: FoundServer } | { ok: false; skipped: SkippedEntry };

/** One entry of a client's file in the words of `FoundServer`, or why it is no server to run. */
export function readEntry(located: LocatedEntry, context: EntryContext): ReadEntry {
  const { name, path, entry: raw } = located;
  const leaves = entryLeaves(raw, path);
  const secrets = secretsIn(leaves, context.formats);
  const skip = (reason: string): ReadEntry => {
    return { ok: false, skipped: { name, path, reason, ...(secrets.length > 0 && { secrets }) } };
  };
  if (raw === null || raw === undefined) return skip('it is empty');
  if (!isObject(raw)) return skip('it is no object');
  if (!context.withLoom && isLoomEntry(raw, { urls: context.ownUrls }))
    return skip('it is Loom itself');
  const warnings: string[] = [];
  const warn = (text: string) => warnings.push(text);
  const entry = flat(raw);
  const launch = launchOf(entry, warn);
  const transport = transportOf(entry, launch !== undefined, context, warn);
  if (!transport.ok) return skip(transport.reason);
  const env = textMap(member(entry, words.env)?.value, 'env', warn);
  const references = referencesIn({ entry: raw, path, leaves, clientId: context.clientId, env });
  const server: FoundServer = {
    name,
    path,
    ...(located.project !== undefined && { project: located.project }),
    transport: transport.transport,
    ...(transport.transport === 'stdio' && launch
      ? { ...local(launch, env), ...(transport.url !== undefined && { url: transport.url }) }
      : { url: transport.url ?? '', headers: headersOf(entry, warn) }),
    ...optionsOf(entry, transport.transport, context),
    secrets,
    references,
    warnings,
  };
  return { ok: true, server };
}

/** Cline's nested `transport`, Zed's old `command: { path, args, env }`. */
function flat(entry: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { transport, command } = entry;
  if (isObject(transport)) return flat({ ...entry, transport: undefined, ...transport });
  if (!isObject(command)) return entry;
  const { path, ...others } = command;
  return { ...entry, ...others, command: path };
}

function local(
  launch: Launch,
  env: Readonly<Record<string, string>>,
): Pick<FoundServer, 'command' | 'args' | 'env' | 'unwrapped' | 'bridge'> {
  const unwrapped = withoutCmd(launch);
  const bridge = bridgeOf(unwrapped ?? launch, env);
  return { ...launch, env, ...(unwrapped && { unwrapped }), ...(bridge && { bridge }) };
}

function headersOf(
  entry: Readonly<Record<string, unknown>>,
  warn: (text: string) => void,
): Readonly<Record<string, string>> {
  const request = member(entry, words.requests)?.value;
  const nested = isObject(request) ? member(request, words.headers)?.value : undefined;
  const headers = {
    ...textMap(nested, 'headers', warn),
    ...textMap(member(entry, words.headers)?.value, 'headers', warn),
  };
  // Continue sends this one as a bearer token; a reference says so itself.
  const key = textOf(entry, ['apiKey']);
  return key === undefined || /[${]/.test(key) || 'Authorization' in headers
    ? headers
    : { ...headers, Authorization: `Bearer ${key}` };
}

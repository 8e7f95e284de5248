import { formatDuration } from '../../../../src-shared/domain/duration.ts';
import { ServerSpec } from '../../../../src-shared/domain/server.ts';
import { quoteCommand } from '../../../../src-shared/quote-command.ts';
import { describeIssue } from '../../registry/describe-issue.ts';
import { findingText } from '../../registry/reporter.ts';
import type { Field } from './draft.ts';
import type { Merged } from './merge-drafts.ts';
import type { NamedSecret, SecretNamer } from './name-secrets.ts';
import { toServerId } from './server-id.ts';

export type BuiltEntry =
  | {
      ok: true;
      entry: Record<string, unknown>;
      /** The command line or URL, secrets as references. */
      runs: string;
      secrets: NamedSecret[];
      notes: string[];
    }
  | { ok: false; reason: string };

interface Texts {
  texts: { path: Field['path']; text: string }[];
  secrets: NamedSecret[];
  toSet: string[];
}

/** The entry for registry.yaml, only what it needs; refused where it would be no valid one. */
export async function buildEntry(
  id: string,
  server: Merged,
  namer: SecretNamer,
): Promise<BuiltEntry> {
  const rendered = await renderAll(id, server.fields, namer);
  const entry = { ...launchParts(server, rendered), ...commonParts(id, server) };
  const spec = ServerSpec.safeParse(entry);
  if (!spec.success) {
    const findings = spec.error.issues.flatMap((issue) => describeIssue(issue, ServerSpec, entry));
    return { ok: false, reason: findings.map((finding) => findingText(finding)).join('; ') };
  }
  const runs =
    spec.data.transport === 'stdio'
      ? quoteCommand([spec.data.command, ...spec.data.args])
      : quoteCommand([spec.data.url]);
  const notes = [...notesOf(entry, rendered), ...timeNotes(server)];
  return { ok: true, entry, runs, secrets: rendered.secrets, notes };
}

async function renderAll(id: string, fields: readonly Field[], namer: SecretNamer): Promise<Texts> {
  const all: Texts = { texts: [], secrets: [], toSet: [] };
  for (const [index, { path }] of fields.entries()) {
    const { text, secrets, toSet } = await namer.render(id, fields, index);
    all.texts.push({ path, text });
    all.secrets.push(...secrets);
    all.toSet.push(...toSet);
  }
  return all;
}

function launchParts({ transport }: Merged, { texts, secrets }: Texts): Record<string, unknown> {
  const one = (field: string) => texts.find(({ path }) => path[0] === field)?.text;
  const map = (field: string) =>
    Object.fromEntries(
      texts.flatMap(({ path, text }) => (path[0] === field ? [[String(path[1]), text]] : [])),
    );
  if (transport !== 'stdio') {
    return { transport, url: one('url'), ...filled({ headers: map('headers') }) };
  }
  const args = texts.flatMap(({ path, text }) => (path[0] === 'args' ? [text] : []));
  const cwd = one('cwd');
  const isInArgs = texts.some(({ path, text }) => path[0] === 'args' && /\$\{secret:/.test(text));
  return {
    transport,
    command: one('command'),
    ...(args.length > 0 && { args }),
    ...filled({ env: map('env') }),
    ...(cwd !== undefined && { cwd }),
    ...((isInArgs || secrets.some(({ field }) => field[0] === 'args')) && {
      allow_secret_in_args: true,
    }),
  };
}

function filled<Value extends object>(parts: Record<string, Value>): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(parts).filter(([, part]) => Object.keys(part).length > 0),
  );
}

/** Timers count no further; `Duration` takes no more either. */
const longestMs = 24 * 24 * 60 * 60 * 1000;

function commonParts(id: string, server: Merged): Record<string, unknown> {
  const { names, isEnabled, callTimeoutMs, startTimeoutMs, tools } = server;
  const [name = id] = names;
  return {
    ...(toServerId(name) !== name && isTitle(name) && { title: name }),
    ...(!isEnabled && { enabled: false }),
    ...span('call_timeout', callTimeoutMs),
    ...span('start_timeout', startTimeoutMs),
    ...(tools && { tools: filters(tools) }),
  };
}

function span(key: string, ms: number | undefined): Record<string, string> {
  return ms === undefined || ms > longestMs ? {} : { [key]: formatDuration(ms) };
}

function timeNotes({ callTimeoutMs = 0, startTimeoutMs = 0 }: Merged): string[] {
  return callTimeoutMs > longestMs || startTimeoutMs > longestMs
    ? ['a time limit of more than 24 days is none here']
    : [];
}

/** Paths and addresses as names tell people nothing that `names` does not. */
function isTitle(name: string): boolean {
  return name.length <= 80 && !/[\p{C}/]/u.test(name);
}

function filters({ allow, deny }: NonNullable<Merged['tools']>) {
  return { ...(allow && { allow: [...allow] }), ...(deny && { deny: [...deny] }) };
}

function notesOf(entry: Record<string, unknown>, { texts, toSet }: Texts): string[] {
  const wanted = [...new Set(toSet)].map((name) => `needs \`loom secret set ${name}\``);
  const all = texts.map(({ text }) => text).join('\n');
  const variables = [...new Set([...all.matchAll(/(?<!\$)\$\{env:([^{}]+)\}/g)].map((m) => m[1]))];
  return [
    ...wanted,
    ...(variables.length > 0 ? [`needs ${variables.join(', ')} where Loom is started`] : []),
    ...(entry.allow_secret_in_args
      ? ['a secret is among its arguments, which other programs of this machine can see']
      : []),
  ];
}

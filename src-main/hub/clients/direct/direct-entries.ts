import { findReferences, type Reference } from '../../../../src-shared/domain/references.ts';
import type { ServerSpec } from '../../../../src-shared/domain/server.ts';
import { LoomError } from '../../../../src-shared/errors.ts';
import { findSecrets } from '../../secret-scan/find-secrets.ts';
import { loadKnownFormats } from '../../secret-scan/known-formats.ts';
import type { TextLeaf } from '../../secret-scan/text-leaf.ts';
import type { Dialect, HttpEntry, JsonObject, Machine, StdioEntry } from '../client.ts';
import { specFields } from '../import/known-server.ts';
import { createTextWriter, inexpressible } from './entry-text.ts';
import { runnable } from './runnable.ts';

export interface DirectOptions {
  /** Servers of the registry by name, those of the profile only. */
  servers: Readonly<Record<string, ServerSpec>>;
  dialect: Dialect;
  machine: Machine;
  /** A build that cannot start programs of this machine, as `Target.httpOnly` says it. */
  httpOnly?: string | undefined;
}

export interface DirectEntries {
  entries: { name: string; value: JsonObject }[];
  refused: { server: string; reason: string }[];
  /** What holds only where the client goes through Loom. */
  notes: string[];
}

/**
 * Every enabled server as an entry of its own in a client's file. A secret goes there as the client's
 * own reference to a variable of its environment, or the server is refused: its value never does.
 */
export async function directEntries(options: DirectOptions): Promise<DirectEntries> {
  const result: DirectEntries = { entries: [], refused: [], notes: [] };
  for (const [name, spec] of Object.entries(options.servers)) {
    if (!spec.enabled) continue;
    const reason = await whyNot(spec, options);
    if (reason !== undefined) {
      result.refused.push({ server: name, reason });
      continue;
    }
    try {
      result.entries.push({ name, value: toEntry(name, spec, options) });
      result.notes.push(...notesOf(name, spec, options.dialect));
    } catch (thrown) {
      const isSaid = thrown instanceof LoomError && thrown.code === 'not-expressible';
      if (!isSaid) throw thrown;
      result.refused.push({ server: name, reason: thrown.message });
    }
  }
  return result;
}

async function whyNot(
  spec: ServerSpec,
  { dialect, httpOnly }: DirectOptions,
): Promise<string | undefined> {
  if (spec.transport === 'stdio' && httpOnly !== undefined) return httpOnly;
  if (spec.transport !== 'stdio' && !dialect.http) return 'its file takes no servers with a URL';
  if (spec.transport === 'stdio' && spec.cwd !== undefined && !dialect.carries?.includes('cwd')) {
    return 'the client cannot start it in a folder of its own';
  }
  const [secret] = await findSecrets(leavesOf(spec), await loadKnownFormats());
  if (!secret) return undefined;
  const field = secret.leaf.path.join('.');
  return `a secret stands in ${field} in plain text; \`loom secret adopt\` moves it into the vault`;
}

function leavesOf(spec: ServerSpec): TextLeaf[] {
  return specFields(spec).map(({ path, text }) => ({
    path,
    text: text.map((part) => (part.kind === 'literal' ? part.text : '${…}')).join(''),
    line: 1,
    column: 1,
  }));
}

function toEntry(name: string, spec: ServerSpec, options: DirectOptions): JsonObject {
  const { dialect, machine } = options;
  const write = createTextWriter(dialect, machine);
  const timeout = { ...(spec.call_timeout !== undefined && { timeoutMs: spec.call_timeout }) };
  const all = <Text>(texts: Record<string, string>, to: (text: string) => Text) =>
    Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, to(text)]));
  if (spec.transport === 'stdio') {
    const cwd = spec.cwd === undefined ? {} : { cwd: write.plain(spec.cwd, 'cwd') };
    const start = runnable(write.plain(spec.command, 'command'), machine);
    const args = spec.args.map((text) => write.text(text, 'arg'));
    const env = all(spec.env, (text) => write.text(text, 'env'));
    const entry: StdioEntry = {
      name,
      command: start.command,
      args: [...start.args, ...args],
      env,
      ...cwd,
      ...timeout,
    };
    return dialect.stdio(entry);
  }
  const entry: HttpEntry = {
    name,
    transport: spec.transport,
    url: write.text(spec.url, 'url'),
    headers: all(spec.headers, (text) => write.text(text, 'header')),
    ...timeout,
  };
  if (!dialect.http) throw inexpressible('its file takes no servers with a URL');
  return dialect.http(entry);
}

function notesOf(name: string, spec: ServerSpec, { carries = [] }: Dialect): string[] {
  const isTimed = spec.call_timeout !== undefined && !carries.includes('timeout');
  const variables = variablesOf(spec);
  return [
    ...(variables.length > 0
      ? [`${name}: needs ${variables.join(', ')} in the environment that the client starts in`]
      : []),
    ...(spec.tools ? [`${name}: the filter of its tools holds only through Loom`] : []),
    ...(isTimed ? [`${name}: its call_timeout holds only through Loom`] : []),
  ];
}

/** What the client has to fill in; Loom gives it to nobody but its own servers. */
function variablesOf(spec: ServerSpec): string[] {
  const texts = specFields(spec).flatMap(({ text }) => text);
  const names = texts.flatMap((part) =>
    part.kind === 'reference' ? findReferences(part.written).flatMap(nameOf) : [],
  );
  return [...new Set(names)];
}

function nameOf(reference: Reference): string[] {
  return 'name' in reference ? [reference.name] : [];
}

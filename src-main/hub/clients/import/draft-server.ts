import { posix, win32 } from 'node:path';
import type { Machine } from '../client.ts';
import type { FoundReference, FoundServer } from '../reading/found-server.ts';
import { createTextCutter, isInText, partOf } from './cut-text.ts';
import type { Draft, Field, Part } from './draft.ts';

export interface DraftOptions {
  source: Draft['source'];
  /** The folder in which the client starts it, where that is a project's. */
  folder?: string;
  machine: Machine;
}

/** A server that was found, in the words of registry.yaml. */
export function draftServer(server: FoundServer, options: DraftOptions): Draft {
  const { name, enabled, timeoutMs, startupTimeoutMs, tools } = server;
  const transport = server.transport === 'auto' ? 'http' : server.transport;
  const fields = transport === 'stdio' ? localFields(server, options) : remoteFields(server);
  return {
    name,
    source: options.source,
    transport,
    isGuess: server.transport === 'auto',
    fields: withNamed(fields, server, transport),
    isEnabled: enabled,
    ...span('callTimeoutMs', timeoutMs),
    ...span('startTimeoutMs', startupTimeoutMs),
    ...((tools?.allow || tools?.deny) && { tools }),
    notes: [...notesOf(server), ...localNotes(server, options)],
  };
}

/** None is what 0 means to some clients, and what no number means to all. */
function span<Name extends string>(name: Name, ms: number | undefined): { [K in Name]?: number } {
  const isSet = ms !== undefined && Number.isFinite(ms) && ms >= 1;
  return (isSet ? { [name]: Math.round(ms) } : {}) as { [K in Name]?: number };
}

function localFields(server: FoundServer, options: DraftOptions): Field[] {
  const cut = createTextCutter(server);
  const { command = '', args = [] } = server.unwrapped ?? server;
  const cwd = folderOf(server, { ...options, ...startFolder(server, options) });
  return [
    { path: ['command'], text: cutPath(command, cut) },
    ...args.map((text, index): Field => ({ path: ['args', index], text: cut(text) })),
    ...mapFields('env', server.env, cut),
    ...(cwd === undefined ? [] : [{ path: ['cwd'], text: cutPath(cwd, cut) } satisfies Field]),
  ];
}

/** Without a shell, nobody reads `~` as the home folder. */
function cutPath(path: string, cut: (text: string) => Field['text']): Field['text'] {
  if (!/^~(?=[\\/]|$)/.test(path)) return cut(path);
  return [{ kind: 'reference', written: '${home}' }, ...cut(path.slice(1))];
}

function remoteFields(server: FoundServer): Field[] {
  const cut = createTextCutter(server);
  return [
    { path: ['url'], text: cut(server.url ?? '') },
    ...mapFields('headers', server.headers, cut),
  ];
}

function mapFields(
  field: string,
  map: Readonly<Record<string, string>> = {},
  cut: (text: string) => Field['text'],
): Field[] {
  return Object.entries(map).map(([key, text]) => ({ path: [field, key], text: cut(text) }));
}

/** The project's folder, where it belongs to one. */
function startFolder({ project }: FoundServer, { folder }: DraftOptions): { folder?: string } {
  const own = project ?? folder;
  return own === undefined ? {} : { folder: own };
}

/** Where it runs: as its file says, else where its client starts it. */
function folderOf({ cwd }: FoundServer, { folder, machine }: DraftOptions): string | undefined {
  if (cwd === undefined || folder === undefined) return cwd ?? folder;
  const { isAbsolute, join } = machine.platform === 'win32' ? win32 : posix;
  return isAbsolute(cwd) || /^[~$]/.test(cwd) ? cwd : join(folder, cwd);
}

/** References in keys of their own, such as Codex' `bearer_token_env_var` and Continue's `apiKey`. */
function withNamed(
  fields: readonly Field[],
  server: FoundServer,
  transport: Draft['transport'],
): Field[] {
  const all = new Map(fields.map((field) => [JSON.stringify(field.path), field]));
  for (const reference of server.references) {
    if (isInText(reference.text) && !reference.into) continue;
    const field = placeOf(reference, server.path.length, transport);
    const there = field && all.get(JSON.stringify(field.path));
    if (field && !there?.text.some(({ kind }) => kind !== 'literal')) {
      all.set(JSON.stringify(field.path), field);
    }
  }
  return [...all.values()];
}

function placeOf(
  reference: FoundReference,
  depth: number,
  transport: Draft['transport'],
): Field | undefined {
  const part = partOf(reference);
  if (reference.into) {
    const { header, prefix } = reference.into;
    const before: Part[] = prefix === '' ? [] : [{ kind: 'literal', text: prefix }];
    return transport === 'stdio'
      ? undefined
      : { path: ['headers', header], text: [...before, part] };
  }
  if (transport !== 'stdio' || reference.kind === 'command') return undefined;
  const [, key] = reference.path.slice(depth);
  return { path: ['env', typeof key === 'string' ? key : reference.name], text: [part] };
}

function notesOf(server: FoundServer): string[] {
  const { bridge, envFile, oauth, unread, unwrapped, warnings, references } = server;
  const isRun = references.some(({ kind, text }) => kind === 'command' && !isInText(text));
  const withDefault = references.filter(({ text }) => isInText(text) && text.includes(':-'));
  return [
    ...warnings,
    ...(envFile === undefined
      ? []
      : [`the variables in ${envFile} are not read: give it those that it needs`]),
    ...(oauth ? ['its OAuth settings are not carried over'] : []),
    ...(bridge ? [`it only passes messages to ${bridge.url}, which Loom can reach itself`] : []),
    ...(isRun ? ['a command supplies its headers or itself, and is not run'] : []),
    ...(unwrapped ? ['it starts without `cmd /c`, which Loom adds where Windows needs it'] : []),
    ...withDefault.map(({ name }) => `${name} has no default in Loom: it has to be set`),
    ...(unread.length > 0 ? [`not carried over: ${unread.join(', ')}`] : []),
  ];
}

function localNotes(server: FoundServer, options: DraftOptions): string[] {
  const { transport, cwd } = server;
  const { folder } = startFolder(server, options);
  if (transport !== 'stdio' || cwd !== undefined || folder === undefined) return [];
  return [`it runs in ${folder}, where its client starts it`];
}

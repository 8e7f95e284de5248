import type { ConfigFormat, TargetScope } from '../../../src-shared/domain/client.ts';
import type { ReloadNote } from '../../../src-shared/reload-notes.ts';
import type { ReadSwitches } from './reading/switches/switch.ts';

/** Where clients are looked for. An argument everywhere: nothing in this folder asks the process. */
export interface Machine {
  platform: string;
  home: string;
  env: Readonly<Record<string, string | undefined>>;
}

/** Keys from the root of a file to a value. `named` is the entry of a list with that `name`. */
export type KeyPath = readonly PathPart[];
export type PathPart = string | number | { readonly named: string };

export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** A text of an entry: as it is, or taken by the client from its own environment. */
export type EntryText = string | { readonly prefix: string; readonly fromEnv: string };

export interface StdioEntry {
  name: string;
  command: string;
  args: readonly EntryText[];
  env: Readonly<Record<string, EntryText>>;
  cwd?: string;
  timeoutMs?: number;
}

export interface HttpEntry {
  name: string;
  transport: 'http' | 'sse';
  url: EntryText;
  headers: Readonly<Record<string, EntryText>>;
  timeoutMs?: number;
}

/** Where a client lets a value come from its environment (clients.md 2.2). */
export type ReferencePlace = 'arg' | 'env' | 'url' | 'header';

/** How a client writes a server down, and how it is to be read. */
export interface Dialect {
  /**
   * The entry's value; gets references only in places that `refersIn` names.
   *
   * @throws {LoomError} `not-expressible`, here and in `http`, where the client has no way to say it.
   */
  stdio(entry: StdioEntry): JsonObject;
  /** Undefined where the client's file takes no HTTP servers. */
  http: ((entry: HttpEntry) => JsonObject) | undefined;
  refersIn: readonly ReferencePlace[];
  /** What of an entry has a place in the client's file besides; the rest is left out. */
  carries?: readonly ('cwd' | 'timeout')[];
  /** What a URL without a type means (clients.md pitfall 36). */
  bareUrl: 'auto' | 'http' | 'sse' | 'stdio';
  /** clients.md pitfall 37. */
  timeoutUnit: 's' | 'ms';
}

export type WriteRule = 'always' | 'where-exists' | 'where-folder' | 'never';

/** One config file of one client. */
export interface Target {
  /** What people type: the client's id, or `<client>:<variant>`; unique among all clients. */
  id: string;
  /** Shown to people: `VS Code Insiders`, `Cursor, this project`. */
  label: string;
  scope: TargetScope;
  /** Absolute. One folder may hold one `*`; each match is a target, `<id>:<what the * stood for>`. */
  path: string;
  format: ConfigFormat;
  /** Keys to what holds the entries: `['mcpServers']`; flat keys with dots are one string. */
  root: readonly string[];
  container: 'map' | 'list';
  /**
   * `always`: where the client is installed. `where-exists`: only a file that is there.
   * `where-folder`: only where its folder is. `never`: import only, and `why` says so.
   */
  write: WriteRule;
  /** Why not, of `never` and `where-exists`. */
  why?: string;
  /** A path (it may hold one `*`) whose presence changes the rule: another file then has the entry. */
  unless?: { exists: string; write: WriteRule; why: string };
  /** Left alone unless it is asked for by this very id: the client's other file is the usual one. */
  onlyNamed?: boolean;
  /** Where people have moved the client's folder: then its own file there comes before this one. */
  movedBy?: Pointer;
  /** Takes the place of the client's evidence where a variant is installed by itself. */
  evidence?: readonly Evidence[];
  /** Takes the client's place where this file is written and read differently. */
  dialect?: Dialect;
  accepts?: Accepts;
  /** The client's own lock around writes (clients.md pitfall 26). */
  lock?: WriterLock;
  /** A Flatpak or Snap build that cannot start a program of the host: HTTP only. */
  httpOnly?: string;
  notes?: readonly string[];
}

/** A file in which a client keeps the path of the folder that people moved its own to. */
export interface Pointer {
  file: string;
  /** Of a JSON file the key; without one the path is all that the file holds. */
  key?: string;
  /** The client's file in that folder. */
  name: string;
}

/** What says outside of entries which servers run, and with which tools. Read on import only. */
export interface Switches {
  read: ReadSwitches;
  /**
   * The files that count, the last of which has the last word; the target's own comes last where it
   * is not among them. By default its own alone.
   */
  layers?(target: Target, where: SwitchesWhere): string[];
}

export interface SwitchesWhere {
  machine: Machine;
  /** The folder of the project whose files are read. */
  project?: string | undefined;
}

export interface WriterLock {
  /**
   * `folder`: made with mkdir by whoever writes, and removed again, as `~/.claude.json.lock`.
   * `held-file`: a file that stays, and that the client locks through the system while it writes, as
   * `.mcp-writer.lock`. It is never touched: its client takes another file in its place for an attack.
   */
  kind: 'folder' | 'held-file';
  path: string;
  /** A folder older than this was left behind; nobody waits for longer. Milliseconds. */
  staleMs: number;
}

/** What the client's own parser takes (clients.md 2.1). */
export interface Accepts {
  comments: boolean;
  trailingComma: boolean;
  bom: boolean;
}

/** What shows that a client is installed; paths may hold one `*`. Nothing is ever run. */
export type Evidence = { path: string } | { command: string };

/** Where what is known of a client comes from (clients.md section 0). */
export type Sureness = 'run' | 'documentation' | 'source' | 'second-hand' | 'weak';

/** A further edit that the client needs before it uses the entry, such as Gemini's `mcp.allowed`. */
export interface ExtraEdit {
  /** A list; the value goes to its end. */
  appendTo: KeyPath;
  value: Json;
  why: string;
}

/** One file per client in this folder; `index.ts` lists them. */
export interface Client {
  /** `cursor`: what `loom proxy --client` says, and what people type. */
  id: string;
  label: string;
  sure: Sureness;
  /** Any hit means: installed. */
  evidence(machine: Machine): readonly Evidence[];
  /** The user's files, every variant and profile of it; the first is the usual one. */
  targets(machine: Machine): readonly Target[];
  /** The files of one project. */
  projectTargets?(project: string, machine: Machine): readonly Target[];
  dialect: Dialect;
  accepts: Accepts;
  /** What has to happen before it sees a change. */
  reload: ReloadNote;
  /** By default lists in the file itself, as those of Gemini CLI. */
  switches?: Switches;
  /** What has to be approved in the client, as a sentence. */
  approval?: string;
  /** Files with which an administrator overrides the user's, and what to say where one is there. */
  managed?(machine: Machine): readonly { path: string; note: string }[];
  limits?: {
    /** Longest `<server><separator><tool>`, in characters. */
    toolName?: number;
    /** Most tools at once. */
    tools?: number;
    note?: string;
  };
  /** Edits that the file's content makes necessary. */
  extraEdits?(content: unknown, name: string): readonly ExtraEdit[];
  /** A link that adds an entry; `entry` is what the dialect made. Undefined if no link can say it. */
  installLink?(name: string, entry: JsonObject): string | undefined;
  /** Where it has no file that Loom could write: what a person does instead. */
  byHand?: string;
}

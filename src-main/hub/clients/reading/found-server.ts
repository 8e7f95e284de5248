import type { KeyPath } from '../client.ts';

/** A server as some client's file has it, in the words of one language. */
export interface FoundServer {
  name: string;
  /** Keys from the root of the file to the entry; an entry of a list has its index. */
  path: KeyPath;
  /** The folder of the project that it belongs to, in a file with several: Claude Code's `projects`. */
  project?: string;
  /** `auto`: a URL whose transport the client negotiates. */
  transport: 'stdio' | 'http' | 'sse' | 'auto';
  /** After all switches: `disabled`, `enabled`, `active`, allow lists. */
  enabled: boolean;
  command?: string;
  args?: readonly string[];
  env?: Readonly<Record<string, string>>;
  cwd?: string;
  envFile?: string;
  url?: string;
  headers?: Readonly<Record<string, string>>;
  timeoutMs?: number;
  /** How long it may take to start. */
  startupTimeoutMs?: number;
  tools?: { allow?: readonly string[]; deny?: readonly string[] };
  oauth?: { clientId?: string; scopes?: readonly string[] };
  /** Plain text that belongs into the vault. */
  secrets: readonly FoundSecret[];
  /** What is already indirect; kept, never resolved or run. */
  references: readonly FoundReference[];
  /** The entry is a stdio bridge to a remote server, such as `mcp-remote`. */
  bridge?: Bridge;
  /** The same command without `cmd /c`. */
  unwrapped?: { command: string; args: readonly string[] };
  /** Odd, and read all the same. */
  warnings: readonly string[];
  /** Members of the entry that have no place above, by key. */
  unread: readonly string[];
}

export interface Bridge {
  url: string;
  transport: 'http' | 'sse' | 'auto';
  headers: Readonly<Record<string, string>>;
}

export interface FoundSecret {
  path: KeyPath;
  where: 'env' | 'header' | 'arg' | 'url-query' | 'url-password' | 'field';
  /** The secret. */
  value: string;
  /** The whole text that holds it. */
  text: string;
}

export interface FoundReference {
  path: KeyPath;
  text: string;
  kind: 'env' | 'input' | 'file' | 'secret' | 'keyring' | 'command' | 'variable';
  name: string;
  /** The header that it fills, behind the prefix, where it stands in a field of its own. */
  into?: { header: string; prefix: string };
}

/** What a client asks a person for, and `${input:id}` stands for. */
export interface FoundInput {
  id: string;
  isSecret: boolean;
  description?: string;
}

export interface SkippedEntry {
  name: string;
  path: KeyPath;
  reason: string;
  /** Plain text in it that belongs into a vault all the same. */
  secrets?: readonly FoundSecret[];
}

export interface FoundServers {
  servers: readonly FoundServer[];
  /** Entries that are no server Loom could run: Loom itself, switches, extensions, nonsense. */
  skipped: readonly SkippedEntry[];
  inputs?: readonly FoundInput[];
  /** Why there are no entries to read, where the content is no config file: its root is a list. */
  invalid?: string;
}

import { z } from 'zod';
import { reloadNotes } from '../reload-notes.ts';
import { Cause } from './cause.ts';
import { Era } from './era.ts';

/** How a config file is written: `json` is strict, `jsonc` may have comments and trailing commas. */
export const ConfigFormat = z.enum(['json', 'jsonc', 'json5', 'toml', 'yaml']);
export type ConfigFormat = z.output<typeof ConfigFormat>;

/** `local`: one project of one user, kept in the user's own file. */
export const TargetScope = z.enum(['user', 'project', 'local']);
export type TargetScope = z.output<typeof TargetScope>;

/** How the client reaches the hub: by starting `loom proxy`, or over loopback HTTP. */
export const Via = z.enum(['proxy', 'http']);
export type Via = z.output<typeof Via>;

const ReloadNote = z.enum(Object.keys(reloadNotes) as (keyof typeof reloadNotes)[]);

/** What the guardian does when an entry of Loom's was changed or erased. */
export const Heal = z.enum(['ask', 'auto', 'off']);
export type Heal = z.output<typeof Heal>;

/** What stands in a target's file. Times are milliseconds since the epoch. */
export const TargetState = z.discriminatedUnion('phase', [
  /** Neither the client nor its file was found. */
  z.object({ phase: z.literal('not-installed') }),
  /** No entry of Loom's is in it, and none was written. */
  z.object({ phase: z.literal('absent') }),
  /** The entry is as Loom would write it. */
  z.object({ phase: z.literal('synced') }),
  /** Loom wrote an entry, and it is gone or says something else now. */
  z.object({ phase: z.literal('drifted'), how: z.enum(['missing', 'changed']), since: z.number() }),
  /** An entry that Loom did not write reaches Loom, or has its name. */
  z.object({ phase: z.literal('other-entry'), names: z.array(z.string()) }),
  /** The file is there and cannot be read or parsed: nothing is known, nothing is written. */
  z.object({
    phase: z.literal('unreadable'),
    reason: z.string(),
    line: z.number().optional(),
    column: z.number().optional(),
  }),
]);
export type TargetState = z.output<typeof TargetState>;

/** Whether the client really uses what was written. */
export const Proof = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('none') }),
  /** The client's own command, run by Loom, did not work. */
  z.object({
    phase: z.literal('failed'),
    at: z.number(),
    error: z.string(),
    remedy: z.string(),
    ...Cause.shape,
  }),
  /** The command works; the client itself has not called yet. */
  z.object({ phase: z.literal('waiting'), since: z.number() }),
  /** The client's own first real request arrived. */
  z.object({
    phase: z.literal('verified'),
    at: z.number(),
    version: z.string().optional(),
    era: Era.optional(),
  }),
]);
export type Proof = z.output<typeof Proof>;

/** One config file of one client, as people see it. */
export const TargetView = z.object({
  /** `cursor`, `cursor:project`, `vscode:insiders`: what people type. */
  id: z.string(),
  client: z.string(),
  label: z.string(),
  scope: TargetScope,
  file: z.string(),
  format: ConfigFormat,
  exists: z.boolean(),
  /** What says that the client is installed: a path, a command. */
  evidence: z.string().optional(),
  state: TargetState,
  /** Why Loom does not write this file, where it does not. */
  readOnly: z.string().optional(),
  /** Whether the client takes HTTP at all. */
  takesHttp: z.boolean(),
  /** These four: as it was last synced. */
  profile: z.string().optional(),
  via: Via.optional(),
  entry: z.string().optional(),
  syncedAt: z.number().optional(),
  /** The project's folder, of a file that was synced there: what requests about it have to name. */
  project: z.string().optional(),
  heal: Heal,
  proof: Proof,
  /** Servers that stand here and are served by Loom as well: the client has their tools twice. */
  duplicates: z.array(z.string()),
  /** What the client needs before it sees a change: `quit`, "Quit it and start it again." */
  reload: ReloadNote,
  /** What has to be approved in the client, a policy that overrides the file, and the like. */
  notes: z.array(z.string()),
});
export type TargetView = z.output<typeof TargetView>;

/** How a person connects a client without Loom writing into its file. */
export const ByHand = z.object({
  client: z.string(),
  label: z.string(),
  /** What says that it is installed. */
  evidence: z.string().optional(),
  /** Whether there is a file that Loom could write as well. */
  hasFile: z.boolean(),
  /** What to do. */
  how: z.string().optional(),
  /** Opens the client with Loom's entry filled in. */
  link: z.string().optional(),
  /** Loom's entry as the client writes it down, as JSON; there is no secret in it. */
  entry: z.string(),
});
export type ByHand = z.output<typeof ByHand>;

/** A project's folder that was worked in. */
export const ProjectFolder = z.object({ folder: z.string(), lastUsedAt: z.number() });
export type ProjectFolder = z.output<typeof ProjectFolder>;

/** Which targets, and what is to stand in them. */
export const SyncRequest = z.object({
  /** Clients or targets by id; none means every installed client's user files. */
  targets: z.array(z.string()).optional(),
  profile: z.string().optional(),
  /** A project's folder, absolute: its files, in place of the user's. */
  project: z.string().optional(),
  via: Via.optional(),
  /** `direct`: every server of the profile as an entry of its own, in place of Loom's one. */
  mode: z.enum(['loom', 'direct']).optional(),
  /** Takes out the client's own entries of servers that Loom serves now. */
  replace: z.boolean().optional(),
  /** Takes Loom's entry out. */
  remove: z.boolean().optional(),
  /** Variables of the caller's shell that move clients' files, such as CODEX_HOME. */
  env: z.record(z.string(), z.string()).optional(),
});
export type SyncRequest = z.output<typeof SyncRequest>;

/** What would be done to one file. Hashes are SHA-256 in hex; none where there is no file. */
export const FileChange = z.object({
  target: z.string(),
  label: z.string(),
  file: z.string(),
  action: z.enum(['none', 'create', 'insert', 'replace', 'remove', 'restore', 'delete-file']),
  before: z.string().optional(),
  after: z.string().optional(),
  /** A unified diff of the changed regions, secrets masked. */
  diff: z.string(),
  /** What to know before saying yes: a trailing comma the client dislikes, duplicates, approval. */
  notes: z.array(z.string()),
});
export type FileChange = z.output<typeof FileChange>;

/** Why a file was left as it is. */
export const FileRefusal = z.object({
  target: z.string(),
  label: z.string(),
  file: z.string(),
  /** A code of errors.ts. */
  code: z.string(),
  reason: z.string(),
  remedy: z.string(),
  remedyId: Cause.shape.remedyId,
  line: z.number().optional(),
  column: z.number().optional(),
});
export type FileRefusal = z.output<typeof FileRefusal>;

export const SyncPreview = z.object({
  changes: z.array(FileChange),
  refused: z.array(FileRefusal),
});
export type SyncPreview = z.output<typeof SyncPreview>;

/** Of a preview, what to do: a file that is no longer as it was then is refused. */
export const SeenChange = FileChange.pick({ target: true, before: true, after: true });
export type SeenChange = z.output<typeof SeenChange>;

export const SyncResult = z.object({
  written: z.array(
    z.object({
      target: z.string(),
      label: z.string(),
      file: z.string(),
      /** Number of the journal's entry; what `loom sync undo --to` takes. */
      journal: z.number(),
      /** Undefined for a client that Loom does not know any more. */
      reload: ReloadNote.optional(),
      notes: z.array(z.string()),
    }),
  ),
  refused: z.array(FileRefusal),
});
export type SyncResult = z.output<typeof SyncResult>;

/** One write to one file. */
export const JournalEntry = z.object({
  id: z.number(),
  at: z.number(),
  target: z.string(),
  label: z.string(),
  file: z.string(),
  by: z.enum(['sync', 'undo', 'guardian', 'import']),
  /** What was done: "inserted the entry loom". */
  what: z.string(),
  /** Hashes; none where there was, or is, no file. */
  before: z.string().optional(),
  after: z.string().optional(),
  /** Whether the text before it is still kept; the oldest are dropped in time. */
  isKept: z.boolean(),
});
export type JournalEntry = z.output<typeof JournalEntry>;

/** What happened to an entry of Loom's without Loom. */
export const Drift = z.object({
  target: z.string(),
  label: z.string(),
  file: z.string(),
  at: z.number(),
  how: z.enum(['missing', 'changed', 'unreadable']),
  /** Secrets masked. */
  diff: z.string(),
  /** Programs that probably did it, where that can be told. */
  suspects: z.array(z.string()),
  /** What became of it. */
  outcome: z.enum(['waiting', 'healed', 'left', 'gave-up', 'resolved']),
});
export type Drift = z.output<typeof Drift>;

/** The result of running what a client will run. */
export const Verification = z.object({
  target: z.string(),
  label: z.string(),
  /** The command line or URL that was tried. */
  tried: z.string(),
  ok: z.boolean(),
  tools: z.number().optional(),
  /** From the start to the answered handshake, in milliseconds. */
  handshakeMs: z.number().optional(),
  error: z.string().optional(),
  remedy: z.string().optional(),
  ...Cause.shape,
});
export type Verification = z.output<typeof Verification>;

/** A client in `HubState`: one that Loom was written into, or that has called. */
export const ClientStatus = z.object({
  client: z.string(),
  label: z.string(),
  targets: z.array(z.object({ id: z.string(), file: z.string(), profile: z.string().optional() })),
  proof: Proof,
  sessions: z.number(),
  lastSeenAt: z.number().optional(),
  version: z.string().optional(),
  /** Of its newest session, else as synced. */
  profile: z.string().optional(),
  /** Targets whose entry drifted and waits for an answer. */
  drifted: z.array(z.string()),
});
export type ClientStatus = z.output<typeof ClientStatus>;

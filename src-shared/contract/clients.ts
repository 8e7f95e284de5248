import { z } from 'zod';
import {
  ByHand,
  Drift,
  Heal,
  JournalEntry,
  ProjectFolder,
  SeenChange,
  SyncPreview,
  SyncRequest,
  SyncResult,
  TargetView,
  Verification,
} from '../domain/client.ts';
import { ImportChoice, ImportPlan, ImportRequest, ImportResult } from '../domain/import.ts';
import { ProbeResult } from '../domain/preset.ts';
import { call } from './base.ts';

/** Which targets to show: as in `SyncRequest`. */
const Where = SyncRequest.pick({ targets: true, project: true, env: true });

/** Back to how a file was before the journal's entry `to`; without it, before Loom's last write. */
const UndoRequest = z.object({
  targets: z.array(z.string()).optional(),
  to: z.number().optional(),
});

const GenerateRequest = SyncRequest.pick({
  targets: true,
  profile: true,
  via: true,
  mode: true,
  env: true,
}).extend({
  /** Absolute; `generated/mcp` in the state folder where left out. The profile's name is added. */
  out: z.string().optional(),
});

/** One file to check or that was made. */
const CheckedFile = z.object({
  file: z.string(),
  target: z.string(),
  ok: z.boolean(),
  findings: z.array(
    z.object({
      text: z.string(),
      line: z.number().optional(),
      column: z.number().optional(),
    }),
  ),
});

export const clients = {
  /** Every known client's targets with what stands in them; reads files, runs nothing. */
  list: call.input(Where).output(z.array(TargetView)),
  /** Clients that can be connected without a file being written; `targets` are clients' ids. */
  byHand: call
    .input(SyncRequest.pick({ targets: true, profile: true, env: true }))
    .output(z.array(ByHand)),
  /** Projects that sessions, calls and syncs named lately and that are still there, newest first. */
  projects: call.output(z.array(ProjectFolder)),
  /** What a sync would change; writes nothing. */
  preview: call.input(SyncRequest).output(SyncPreview),
  /** Does of a preview what was seen; whatever has changed since is refused. */
  apply: call
    .input(z.object({ request: SyncRequest, seen: z.array(SeenChange) }))
    .output(SyncResult),
  /** Every write that Loom did to clients' files, newest first. */
  history: call
    .input(z.object({ target: z.string().optional(), limit: z.number().optional() }))
    .output(z.array(JournalEntry)),
  previewUndo: call.input(UndoRequest).output(SyncPreview),
  undo: call
    .input(z.object({ request: UndoRequest, seen: z.array(SeenChange) }))
    .output(SyncResult),
  /** Deletes what is kept of earlier states, secrets in it too; these writes cannot be undone then. */
  forget: call
    .input(z.object({ targets: z.array(z.string()).optional() }))
    .output(z.object({ forgotten: z.number() })),
  /** Runs exactly what the client will run, where Loom wrote it, in an environment like its own. */
  verify: call.input(Where).output(z.array(Verification)),
  /** What happened to entries of Loom's without Loom, newest first. */
  drifts: call.output(z.array(Drift)),
  /** Puts drifted entries back, or lets them be: the answer to `heal: ask`. */
  resolveDrift: call
    .input(z.object({ target: z.string(), answer: z.enum(['heal', 'leave']) }))
    .output(z.array(Drift)),
  setHeal: call.input(z.object({ target: z.string(), heal: Heal })).output(TargetView),
  /** Writes what would stand in the clients' files into a folder of its own. */
  generate: call.input(GenerateRequest).output(
    z.object({
      folder: z.string(),
      files: z.array(z.object({ target: z.string(), file: z.string() })),
      refused: SyncPreview.shape.refused,
    }),
  ),
  /** Checks generated and live files: syntax, Loom's entry, secrets in plain text. */
  check: call.input(Where.extend({ out: z.string().optional() })).output(z.array(CheckedFile)),
  /** What could be imported; runs and changes nothing. */
  findServers: call.input(ImportRequest).output(ImportPlan),
  /** Starts what was seen, with the secrets that were found, and ends it; writes nothing. */
  tryServer: call
    .input(
      z.object({
        request: ImportRequest,
        choice: ImportChoice,
        /** The folder that `${project}` stands for; the home folder where it is left out. */
        project: z.string().optional(),
      }),
    )
    .output(ProbeResult),
  /** Adds what was seen: secrets into the vault first, then the entries. */
  importServers: call
    .input(z.object({ request: ImportRequest, choices: z.array(ImportChoice) }))
    .output(ImportResult),
};

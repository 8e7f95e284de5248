import { z } from 'zod';
import { Cause } from './cause.ts';

/** Where servers to import are looked for. */
export const ImportRequest = z.object({
  /** Clients or targets by id; none means all, unless there is a text. */
  targets: z.array(z.string()).optional(),
  /** A pasted snippet, an install link, a `claude mcp add` command line, or a file's text. */
  text: z.string().optional(),
  /** What the text is called in messages: a file's path, `stdin`. */
  textName: z.string().optional(),
  project: z.string().optional(),
  /** Variables of the caller's shell that move clients' files, such as CODEX_HOME. */
  env: z.record(z.string(), z.string()).optional(),
});
export type ImportRequest = z.output<typeof ImportRequest>;

/** One server that could be added, with all places that have it. */
export const ImportCandidate = z.object({
  /** The name it gets in registry.yaml; unique, and a valid one. */
  id: z.string(),
  /** What its sources call it. */
  names: z.array(z.string()),
  sources: z.array(z.object({ target: z.string(), label: z.string(), file: z.string() })),
  /** The exact command line or URL, as registry.yaml would have it: secrets as references. */
  runs: z.string(),
  /** The entry for registry.yaml. */
  entry: z.record(z.string(), z.unknown()),
  /** Secrets that would move into the vault. Never the value. */
  secrets: z.array(
    z.object({
      /** The name in the vault. */
      name: z.string(),
      /** `env.GITHUB_TOKEN` */
      field: z.string(),
      preview: z.string(),
      /** The vault holds this very value under that name already. */
      isKept: z.boolean(),
    }),
  ),
  /** What registry.yaml has no place for, and what was changed on the way. */
  notes: z.array(z.string()),
  /** A server of the registry that is the same already. */
  alreadyAs: z.string().optional(),
  /** Another, different, server of that name: in the registry or among the candidates. */
  conflict: z.string().optional(),
  /** Changes whenever anything above does: what is confirmed is what is added. */
  digest: z.string(),
});
export type ImportCandidate = z.output<typeof ImportCandidate>;

export const ImportPlan = z.object({
  candidates: z.array(ImportCandidate),
  /** Entries that are no servers Loom could run, and why. */
  skipped: z.array(z.object({ name: z.string(), file: z.string(), reason: z.string() })),
  /** Files that are there and could not be read. */
  unreadable: z.array(
    z.object({
      file: z.string(),
      label: z.string().optional(),
      reason: z.string(),
      line: z.number().optional(),
      column: z.number().optional(),
    }),
  ),
  /** Files that were read. */
  read: z.array(z.string()),
});
export type ImportPlan = z.output<typeof ImportPlan>;

/** The candidates that a person has seen and wants. */
export const ImportChoice = z.object({
  id: z.string(),
  digest: z.string(),
  /** Another name for it. */
  as: z.string().optional(),
});
export type ImportChoice = z.output<typeof ImportChoice>;

export const ImportResult = z.object({
  added: z.array(z.string()),
  secrets: z.array(z.string()),
  refused: z.array(
    z.object({ id: z.string(), reason: z.string(), remedy: z.string(), ...Cause.shape }),
  ),
});
export type ImportResult = z.output<typeof ImportResult>;

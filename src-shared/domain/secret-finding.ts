import { z } from 'zod';

/**
 * Secrets that stand in plain text in files, as `loom validate`, `loom secret adopt` and the console
 * show them: where, and what they look like; never the value.
 */
export const SecretFinding = z.object({
  file: z.string(),
  /** Both count from 1: where the text that holds it begins. */
  line: z.number(),
  column: z.number(),
  /** The client that owns the file; none where it is Loom's own. */
  client: z.string().optional(),
  /** `servers.github.env.GITHUB_TOKEN` */
  field: z.string(),
  /** The known format that it has, such as `github`; none where name and look of the field say so. */
  format: z.string().optional(),
  /** As much as may be shown: `ghp_…(40 characters)`. */
  preview: z.string(),
});
export type SecretFinding = z.output<typeof SecretFinding>;

/** A file that is there and could not be looked through: it may hold secrets. */
export const UncheckedFile = z.object({
  file: z.string(),
  client: z.string().optional(),
  reason: z.string(),
  line: z.number().optional(),
  column: z.number().optional(),
});
export type UncheckedFile = z.output<typeof UncheckedFile>;

export interface SecretScan {
  findings: SecretFinding[];
  /** The files that were looked through. */
  checked: string[];
  unchecked: UncheckedFile[];
}

/** A secret in registry.yaml, and what would become of it. */
export const Adoption = z.object({
  finding: SecretFinding,
  server: z.string(),
  /** What chooses it: `github.env.GITHUB_TOKEN`. */
  id: z.string(),
  /** The name it gets in the vault; none where it cannot move. */
  secret: z.string().optional(),
  /** The vault holds this very value under that name already. */
  isKept: z.boolean(),
  /** Why it cannot move, and what to do instead. */
  obstacle: z.object({ why: z.string(), remedy: z.string() }).optional(),
});
export type Adoption = z.output<typeof Adoption>;

/** What stands in plain text on this machine, as far as Loom knows its files. */
export const PlaintextSecrets = z.object({
  /** In registry.yaml, with what would become of each. */
  adoptable: z.array(Adoption),
  /** In config.yaml and in clients' files. */
  elsewhere: z.array(SecretFinding),
  checked: z.array(z.string()),
  unchecked: z.array(UncheckedFile),
});
export type PlaintextSecrets = z.output<typeof PlaintextSecrets>;

/**
 * Secrets that stand in plain text in files, as `loom validate` and `loom secret adopt` show them:
 * where, and what they look like; never the value.
 */
export interface SecretFinding {
  file: string;
  /** Both count from 1: where the text that holds it begins. */
  line: number;
  column: number;
  /** The client that owns the file; none where it is Loom's own. */
  client?: string;
  /** `servers.github.env.GITHUB_TOKEN` */
  field: string;
  /** The known format that it has, such as `github`; none where name and look of the field say so. */
  format?: string;
  /** As much as may be shown: `ghp_…(40 characters)`. */
  preview: string;
}

/** A file that is there and could not be looked through: it may hold secrets. */
export interface UncheckedFile {
  file: string;
  client?: string;
  reason: string;
  line?: number;
  column?: number;
}

export interface SecretScan {
  findings: SecretFinding[];
  /** The files that were looked through. */
  checked: string[];
  unchecked: UncheckedFile[];
}

/** A secret in registry.yaml, and what would become of it. */
export interface Adoption {
  finding: SecretFinding;
  server: string;
  /** What chooses it on the command line: `github.env.GITHUB_TOKEN`. */
  id: string;
  /** The name it gets in the vault; none where it cannot move. */
  secret?: string;
  /** The vault holds this very value under that name already. */
  isKept: boolean;
  /** Why it cannot move, and what to do instead. */
  obstacle?: { why: string; remedy: string };
}

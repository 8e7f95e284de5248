/** A secret without its value. */
export interface SecretInfo {
  name: string;
  /** Milliseconds since the epoch; unknown where the store does not tell. */
  changedAt?: number;
}

/**
 * Where secrets are kept. Names are checked by `check-secret.ts`; those that begin with `loom.` are
 * Loom's own records. Everything here fails with a LoomError of a `vault-…` code where the store is
 * locked, away or damaged: that is never the same as a secret that is not there.
 */
export interface Vault {
  readonly kind: 'keychain' | 'file' | 'env' | 'memory';
  /** The secret exactly as it was set, or undefined where there is none of that name. */
  get(name: string): Promise<string | undefined>;
  /** What there is, sorted by name. */
  list(): Promise<SecretInfo[]>;
  /** @throws LoomError `invalid-secret-name`, `secret-too-large` or `vault-read-only` besides. */
  set(name: string, secret: string): Promise<void>;
  /** Resolves to false where there was none. */
  remove(name: string): Promise<boolean>;
  /** Whether it can be read now, without asking anybody to unlock it; rejects with why not. */
  probe(): Promise<void>;
}

/** Secrets in the order in which they are listed. */
export function byName(a: SecretInfo, b: SecretInfo): number {
  if (a.name === b.name) return 0;
  return a.name < b.name ? -1 : 1;
}

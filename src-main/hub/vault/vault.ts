/** Where secrets are kept. Reading one is all that the hub itself needs. */
export interface Vault {
  /** The secret, or undefined where there is none of that name; throws where the vault fails. */
  get(name: string): Promise<string | undefined>;
}

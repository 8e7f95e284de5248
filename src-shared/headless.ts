import type { DoctorCheck } from './domain/doctor.ts';
import type { HubProblem, HubState } from './domain/hub-state.ts';
import type { Adoption, SecretScan } from './domain/secret-finding.ts';

/** Command-line flags of `loom serve`; they override environment and config.yaml. */
export interface HubFlags {
  /** `host:port` or `:port`. */
  httpAddr?: string | undefined;
  allowedOrigins?: string[] | undefined;
  authIssuer?: string | undefined;
  /** Files to use in place of the usual ones. */
  registry?: string | undefined;
  config?: string | undefined;
}

export interface DoctorOptions {
  flags: HubFlags;
  /** The running hub as the CLI reached it, if it did. */
  hub?: HubState | undefined;
}

/** The vault, as whoever moves secrets into it sees it. */
export interface SecretKeeper {
  /** What the vault holds under that name: nothing, the same value, or another one. */
  compare(name: string, secret: string): Promise<'nothing' | 'same' | 'other'>;
  set(name: string, secret: string): Promise<void>;
}

export interface AdoptOptions {
  registryPath: string;
  /** `github`, `github.GITHUB_TOKEN`, `github.env.GITHUB_TOKEN=NAME`; none means all. */
  wanted: readonly string[];
  keeper: SecretKeeper;
}

/**
 * What the built headless entry exports for the `loom` command, which must not import the hub: it
 * loads this module by its path, and only in the commands that need it.
 */
export interface HeadlessModule {
  /** Runs a hub until it is told to stop; resolves to the exit code. */
  runHeadless(options: { flags: HubFlags }): Promise<number>;
  /** Everything wrong in registry.yaml and config.yaml; a file that does not exist is not wrong. */
  validateFiles(options: { flags: HubFlags }): Promise<HubProblem[]>;
  /** Secrets in plain text in Loom's own files and in the clients' of this user; changes nothing. */
  scanSecrets(options: { flags: HubFlags }): Promise<SecretScan>;
  /** What `adoptSecrets` would do; values are shown to the keeper alone. */
  planAdoption(options: AdoptOptions): Promise<Adoption[]>;
  /** Moves secrets from registry.yaml into the vault and leaves references; returns what it moved. */
  adoptSecrets(options: AdoptOptions): Promise<Adoption[]>;
  /** The checks that need no hub to run. */
  doctor(options: DoctorOptions): Promise<DoctorCheck[]>;
}

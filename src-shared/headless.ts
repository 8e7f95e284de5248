import type { DoctorCheck } from './domain/doctor.ts';
import type { HubProblem, HubState } from './domain/hub-state.ts';

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

/**
 * What the built headless entry exports for the `loom` command, which must not import the hub: it
 * loads this module by its path, and only in the commands that need it.
 */
export interface HeadlessModule {
  /** Runs a hub until it is told to stop; resolves to the exit code. */
  runHeadless(options: { flags: HubFlags }): Promise<number>;
  /** Everything wrong in registry.yaml and config.yaml; a file that does not exist is not wrong. */
  validateFiles(options: { flags: HubFlags }): Promise<HubProblem[]>;
  /** The checks that need no hub to run. */
  doctor(options: DoctorOptions): Promise<DoctorCheck[]>;
}

import type { HubState } from '../../src-shared/domain/hub-state.ts';
import type { HubFlags } from '../../src-shared/headless.ts';
import type { Paths } from '../../src-shared/paths.ts';
import type { StableCommand } from './platform/stable-command.ts';

/** What a hub gets from its host: `headless.ts` or the Electron shell. */
export interface HubDeps {
  host: HubState['host'];
  version: string;
  paths: Paths;
  flags: HubFlags;
  platform: NodeJS.Platform;
  home: string;
  env: Readonly<Record<string, string | undefined>>;
  /** The user's login shell, as `os.userInfo().shell` names it. */
  shell: string | null;
  /** The `loom` command where it really lies; may move with the next update. */
  program: string;
  /** What clients launch in its place. */
  stableCommand: StableCommand;
  /** Folder of the built console. */
  rendererDir: string;
  /** Folder of the presets that come with Loom. */
  presetsDir: string;
  /** The program that talks to the system's keychain, run by this runtime. */
  keychainHelper: string;
  /** The program that writes down calls and searches them, as a thread of the hub's. */
  activityWriter: string;
  /** Someone asked over the API that the hub ends; the host then calls `close`. */
  onStopRequested(): void;
  /** Someone asked that it ends and starts again; undefined where the host cannot do that. */
  onRestartRequested?(): void;
}

import type { AppUpdater } from 'electron-updater';
import type { Preferences } from '../../src-shared/domain/desktop/shell-preferences.ts';
import type { DesktopWords } from '../../src-shared/domain/desktop/words/en.ts';
import type { DesktopPaths } from '../desktop/desktop-paths.ts';
import type { Opened } from '../desktop/opened.ts';
import type { ApiContext } from '../hub/api/hub-service.ts';
import type { ShellElectron } from './shell-electron.ts';

/** A running hub as the shell sees it. */
export interface ShellHub extends ApiContext {
  /** The machine has slept. */
  woke(): void;
  /** Drains calls, stops every server and listener. */
  close(): Promise<void>;
}

/** What the shell gets from `main.ts`, or from a test. */
export interface ShellDeps {
  electron: ShellElectron;
  /** Starts the hub; `onStop` is to be called when somebody asks the hub itself to stop. */
  openHub(onStop: () => void): Promise<ShellHub>;
  loadPreferences(): Promise<Preferences>;
  loadUpdater(): Promise<AppUpdater>;
  /** Takes whoever is to be told of what nobody caught. */
  onUncaught(handler: (err: unknown) => void): void;
  platform: string;
  env: Readonly<Record<string, string | undefined>>;
  /** In the language of the system. */
  words: DesktopWords;
  /** Start in the tray, without a window. */
  hidden: boolean;
  /** The build says where new versions come from. */
  hasUpdates: boolean;
  /** A link or a bundle of the command line. */
  opened: Opened;
  paths: DesktopPaths;
}

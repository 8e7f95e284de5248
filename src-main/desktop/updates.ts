import type { AppUpdater } from 'electron-updater';
import type {
  Preferences,
  ShellPreferences,
} from '../../src-shared/domain/desktop/shell-preferences.ts';
import type { NotUpdated, UpdateState } from '../../src-shared/domain/desktop/tray-menu.ts';

export interface Updates {
  readonly state: UpdateState;
  check(): Promise<void>;
  download(): Promise<void>;
  /** Has the app quit in order, and the new one start when everything has ended. */
  install(): void;
  prefer(change: Pick<Partial<ShellPreferences>, 'autoUpdate' | 'channel'>): void;
  /** To be called when the hub is closed; true where the installer now ends the app. */
  finish(): boolean;
}

interface UpdatesDeps {
  /** Why the app must not be replaced by itself; see `whyNotUpdated`. */
  elsewhere: NotUpdated | undefined;
  load(): Promise<AppUpdater>;
  preferences: Preferences;
  changed(): void;
  quit(): void;
  signal: AbortSignal;
}

const firstCheckMs = 60_000;
const checkEveryMs = 6 * 60 * 60_000;

/** New versions: looked for and fetched if wanted, and installed while nothing runs, at the end. */
export function createUpdates(deps: UpdatesDeps): Updates {
  const { preferences, elsewhere, signal } = deps;
  let state: UpdateState = elsewhere
    ? { phase: 'elsewhere', why: elsewhere }
    : { phase: 'idle', checked: false };
  let loading: Promise<AppUpdater> | undefined;
  let installer: AppUpdater | undefined;
  if (!elsewhere) schedule(firstCheckMs);

  return {
    get state() {
      return state;
    },
    check,
    download: () => attempt((updater) => updater.downloadUpdate()),
    install() {
      void loading?.then((updater) => {
        installer = updater;
        deps.quit();
      });
    },
    prefer(change) {
      preferences.set(change);
      void loading?.then(configure);
      deps.changed();
    },
    finish() {
      installer?.quitAndInstall(true, true);
      return installer !== undefined;
    },
  };

  function schedule(afterMs: number): void {
    const timer = setTimeout(() => {
      if (preferences.current.autoUpdate) void check();
      schedule(checkEveryMs);
    }, afterMs).unref();
    signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  }

  async function check(): Promise<void> {
    if (!['idle', 'available', 'failed'].includes(state.phase)) return;
    show({ phase: 'checking' });
    await attempt((updater) => updater.checkForUpdates());
  }

  async function attempt(work: (updater: AppUpdater) => Promise<unknown>): Promise<void> {
    try {
      loading ??= deps.load().then(listen);
      await work(configure(await loading));
    } catch (error) {
      show({ phase: 'failed', why: error instanceof Error ? error.message : String(error) });
    }
  }

  function listen(updater: AppUpdater): AppUpdater {
    updater.logger = null;
    updater.on('update-not-available', () => show({ phase: 'idle', checked: true }));
    updater.on('update-available', ({ version }) =>
      show({ phase: updater.autoDownload ? 'downloading' : 'available', version }),
    );
    updater.on('update-downloaded', ({ version }) => show({ phase: 'ready', version }));
    updater.on('error', ({ message }) => show({ phase: 'failed', why: message }));
    return updater;
  }

  function configure(updater: AppUpdater): AppUpdater {
    const { autoUpdate, channel } = preferences.current;
    updater.autoDownload = autoUpdate;
    updater.autoInstallOnAppQuit = true;
    updater.allowPrerelease = channel === 'beta';
    updater.channel = channel === 'beta' ? 'beta' : 'latest';
    // Naming a channel allows older versions, too.
    updater.allowDowngrade = false;
    return updater;
  }

  function show(next: UpdateState): void {
    state = next;
    if (!signal.aborted) deps.changed();
  }
}

/**
 * Who else replaces the app, if it must not do so itself.
 *
 * @param program - what starts the app. Only an AppImage that is our own is replaced: in a terminal of
 * another one APPIMAGE names that one, which the updater would delete.
 */
export function whyNotUpdated(
  hasFeed: boolean,
  { platform, env, program }: UpdateHost,
): NotUpdated | undefined {
  if (!hasFeed) return 'no-source';
  const isAppImage = env.APPIMAGE !== undefined && env.APPIMAGE === program;
  // Where packages put it; an archive is unpacked anywhere else.
  if (platform === 'linux' && /^\/(?:opt|usr)\//.test(program) && !isAppImage) {
    return 'package-manager';
  }
  if (platform === 'linux' && !isAppImage) return 'unpacked';
  if (env.PORTABLE_EXECUTABLE_FILE) return 'portable';
  return undefined;
}

interface UpdateHost {
  platform: string;
  env: Readonly<Record<string, string | undefined>>;
  program: string;
}

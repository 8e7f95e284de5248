/** What is done when a page, or the main process itself, breaks. */

import type { Preferences } from '../../src-shared/domain/desktop/shell-preferences.ts';
import type { DesktopWords } from '../../src-shared/domain/desktop/words/en.ts';
import type { DesktopPaths } from '../desktop/desktop-paths.ts';
import type { ApiLog } from '../hub/api/hub-service.ts';
import type { ShellElectron } from './shell-electron.ts';

const minuteMs = 60_000;

interface CrashDeps {
  electron: Pick<ShellElectron, 'app' | 'dialog'>;
  preferences(): Preferences | undefined;
  log(): ApiLog;
  words: DesktopWords;
  paths: Pick<DesktopPaths, 'program'>;
}

/** A bug in the main process: logged, said, and the end in order; then the app starts anew, once. */
export function handleCrash(deps: CrashDeps): (err: unknown) => void {
  const { preferences, log, paths } = deps;
  const { dialogs } = deps.words;
  const { app, dialog } = deps.electron;
  let ending = false;
  return (err) => {
    log().error({ err }, 'the desktop app broke');
    if (ending) return;
    ending = true;
    const kept = preferences();
    const again = kept !== undefined && Date.now() - kept.current.relaunchedAt > minuteMs;
    if (again) kept.set({ relaunchedAt: Date.now() });
    void app.whenReady().then(async () => {
      const detail = `${err instanceof Error ? err.message : err}\n\n${dialogs.seeLog}`;
      await dialog
        .showMessageBox({
          type: 'error',
          message: again ? dialogs.startsAnew : dialogs.ends,
          detail,
          // Clients wait for the hub, and nobody may be there to answer.
          signal: AbortSignal.timeout(15_000),
        })
        .catch(() => undefined);
      if (again) app.relaunch({ execPath: paths.program });
      setTimeout(() => app.exit(1), 20_000).unref();
      app.quit();
    });
  };
}

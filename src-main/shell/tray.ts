import { join } from 'node:path';
import { type TrayFace, trayFace } from '../../src-shared/domain/desktop/tray-face.ts';
import {
  type TrayActions,
  type TrayView,
  trayMenu,
} from '../../src-shared/domain/desktop/tray-menu.ts';
import type { DesktopWords } from '../../src-shared/domain/desktop/words/en.ts';
import { trayIcon } from '../desktop/tray-icon.ts';
import { followState } from '../hub/api/follow-state.ts';
import type { HubService } from '../hub/api/hub-service.ts';
import type { ShellElectron } from './shell-electron.ts';

interface TrayDeps {
  electron: Pick<ShellElectron, 'Tray' | 'Menu' | 'nativeTheme'>;
  platform: string;
  /** The folder of the icon files. */
  icons: string;
  words: DesktopWords;
  actions: TrayActions;
  /** What is in the menu beside the hub's state. */
  view(): Omit<TrayView, 'face' | 'state'>;
}

/**
 * The tray icon with the hub's state and the way in and out; ends with `signal`. Returns what is to be
 * called when something of `view` has changed.
 */
export function createTray(
  deps: TrayDeps,
  service: Pick<HubService, 'state' | 'onChange' | 'serving'>,
  signal: AbortSignal,
): () => void {
  const { electron, platform, icons, words } = deps;
  const { nativeTheme, Tray, Menu } = electron;
  let face = currentFace();
  let shown = '';
  const tray = new Tray(icon());
  show();
  // Where the panel has indicators there is no click, and on macOS it opens the menu.
  if (platform !== 'darwin') tray.on('click', () => deps.actions.open());
  nativeTheme.on('updated', () => {
    if (!signal.aborted) tray.setImage(icon());
  });
  signal.addEventListener('abort', () => tray.destroy());
  void follow();
  return show;

  async function follow(): Promise<void> {
    for await (const _state of followState(service, signal)) show();
  }

  function currentFace(): TrayFace {
    return trayFace(service.state(), service.serving().ok, words);
  }

  function icon(): string {
    return join(icons, trayIcon(face.mark, platform, nativeTheme.shouldUseDarkColors));
  }

  function show(): void {
    if (signal.aborted) return;
    face = currentFace();
    const view = { ...deps.view(), face, state: service.state() };
    const menu = trayMenu(view, deps.actions, words);
    const looks = JSON.stringify([face, menu]);
    // A menu that is replaced closes under the pointer.
    if (looks === shown) return;
    shown = looks;
    tray.setImage(icon());
    tray.setToolTip(`Loom: ${face.line}`);
    tray.setContextMenu(Menu.buildFromTemplate(menu));
  }
}

import { join } from 'node:path';
import { type TrayFace, trayFace } from '../../src-shared/domain/desktop/tray-face.ts';
import {
  type MenuItem,
  type TrayActions,
  type TrayView,
  trayMenu,
} from '../../src-shared/domain/desktop/tray-menu.ts';
import { followState } from '../hub/api/follow-state.ts';
import type { HubService } from '../hub/api/hub-service.ts';
import type { ShellElectron } from './shell-electron.ts';

interface TrayDeps {
  electron: Pick<ShellElectron, 'Tray' | 'Menu' | 'nativeTheme'>;
  platform: string;
  /** The folder of the icon files. */
  icons: string;
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
  const { nativeTheme, Tray, Menu } = deps.electron;
  let face = currentFace();
  let shown = '';
  const tray = new Tray(iconOf(deps, face));
  show();
  // Where the panel has indicators there is no click, and on macOS it opens the menu.
  if (deps.platform !== 'darwin') tray.on('click', () => deps.actions.open());
  nativeTheme.on('updated', () => {
    if (!signal.aborted) tray.setImage(iconOf(deps, face));
  });
  signal.addEventListener('abort', () => tray.destroy());
  void follow();
  return show;

  async function follow(): Promise<void> {
    for await (const _state of followState(service, signal)) show();
  }

  function currentFace(): TrayFace {
    return trayFace(service.state(), service.serving().ok);
  }

  function show(): void {
    if (signal.aborted) return;
    face = currentFace();
    const menu = trayMenu({ ...deps.view(), face, state: service.state() }, deps.actions);
    const looks = looksOf(face, menu);
    // A menu that is replaced closes under the pointer.
    if (looks === shown) return;
    shown = looks;
    tray.setImage(iconOf(deps, face));
    tray.setToolTip(`Loom: ${face.line}`);
    tray.setContextMenu(Menu.buildFromTemplate(menu));
  }
}

function looksOf(face: TrayFace, menu: MenuItem[]): string {
  return JSON.stringify([face, menu]);
}

/** macOS colours its template images itself; elsewhere there is a drawing for either background. */
function iconOf({ icons, platform, electron }: TrayDeps, { mark }: TrayFace): string {
  if (platform === 'darwin') return join(icons, `tray-${mark}Template.png`);
  const { shouldUseDarkColors } = electron.nativeTheme;
  return join(icons, `tray-${mark}-on-${shouldUseDarkColors ? 'dark' : 'light'}.png`);
}

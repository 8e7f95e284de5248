import { join } from 'node:path';
import { type TrayLookDeps, trayLook } from '../desktop/tray-look.ts';
import { followState } from '../hub/api/follow-state.ts';
import type { HubService } from '../hub/api/hub-service.ts';
import type { ShellElectron } from './shell-electron.ts';

interface TrayDeps extends TrayLookDeps {
  electron: Pick<ShellElectron, 'Tray' | 'Menu' | 'nativeTheme'>;
  service: Pick<HubService, 'state' | 'onChange' | 'serving'>;
  /** The folder of the icon files. */
  icons: string;
}

/**
 * The tray icon with the hub's state and the way in and out; ends with `signal`. Returns what is to be
 * called when something of `view` has changed.
 */
export function createTray(deps: TrayDeps, signal: AbortSignal): () => void {
  const { nativeTheme, Tray, Menu } = deps.electron;
  const look = () => trayLook(deps, nativeTheme.shouldUseDarkColors);
  const tray = new Tray(join(deps.icons, look().icon));
  let shown = { icon: '', rest: '' };
  show();
  // Where the panel has indicators there is no click, and on macOS it opens the menu.
  if (deps.platform !== 'darwin') tray.on('click', () => deps.actions.open());
  nativeTheme.on('updated', show);
  signal.addEventListener('abort', () => tray.destroy());
  void follow();
  return show;

  async function follow(): Promise<void> {
    for await (const _state of followState(deps.service, signal)) show();
  }

  function show(): void {
    if (signal.aborted) return;
    const { icon, hint, menu } = look();
    const rest = JSON.stringify([hint, menu]);
    if (icon !== shown.icon) tray.setImage(join(deps.icons, icon));
    // A menu that is replaced closes under the pointer.
    if (rest !== shown.rest) {
      tray.setToolTip(hint);
      tray.setContextMenu(Menu.buildFromTemplate(menu));
    }
    shown = { icon, rest };
  }
}

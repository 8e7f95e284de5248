import { join } from 'node:path';
import type { MenuItemConstructorOptions, NativeTheme, Tray } from 'electron';
import { followState } from '../hub/api/follow-state.ts';
import type { HubService } from '../hub/api/hub-service.ts';
import { type TrayFace, trayFace } from './tray-face.ts';

interface TrayDeps {
  Tray: new (icon: string) => Tray;
  Menu: { buildFromTemplate(template: MenuItemConstructorOptions[]): Electron.Menu };
  nativeTheme: Pick<NativeTheme, 'shouldUseDarkColors' | 'on'>;
  platform: string;
  /** The folder of the icon files. */
  icons: string;
  open(): void;
  quit(): void;
}

/** The tray icon with the hub's state and the way in and out; ends with `signal`. */
export function createTray(
  deps: TrayDeps,
  service: Pick<HubService, 'state' | 'onChange' | 'serving'>,
  signal: AbortSignal,
): void {
  let shown = trayFace(service.state(), service.serving().ok);
  const tray = new deps.Tray(iconOf(deps, shown));
  show(shown);
  if (deps.platform !== 'darwin') tray.on('click', deps.open);
  deps.nativeTheme.on('updated', () => {
    if (!signal.aborted) tray.setImage(iconOf(deps, shown));
  });
  signal.addEventListener('abort', () => tray.destroy());
  void follow();

  async function follow(): Promise<void> {
    for await (const state of followState(service, signal)) {
      const face = trayFace(state, service.serving().ok);
      if (face.mark !== shown.mark || face.line !== shown.line) show(face);
    }
  }

  function show(face: TrayFace): void {
    shown = face;
    tray.setImage(iconOf(deps, face));
    tray.setToolTip(`Loom: ${face.line}`);
    tray.setContextMenu(
      deps.Menu.buildFromTemplate([
        { label: face.line, enabled: false },
        { type: 'separator' },
        { label: 'Open Loom', click: deps.open },
        { label: 'Quit Loom', click: deps.quit },
      ]),
    );
  }
}

/** macOS colours its template images itself; elsewhere there is a drawing for either background. */
function iconOf({ icons, platform, nativeTheme }: TrayDeps, { mark }: TrayFace): string {
  if (platform === 'darwin') return join(icons, `tray-${mark}Template.png`);
  return join(icons, `tray-${mark}-on-${nativeTheme.shouldUseDarkColors ? 'dark' : 'light'}.png`);
}

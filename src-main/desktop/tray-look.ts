import { type TrayFace, trayFace } from '../../src-shared/domain/desktop/tray-face.ts';
import {
  type MenuItem,
  type TrayActions,
  type TrayView,
  trayMenu,
} from '../../src-shared/domain/desktop/tray-menu.ts';
import type { DesktopWords } from '../../src-shared/domain/desktop/words/en.ts';
import type { HubService } from '../hub/api/hub-service.ts';

/** All that the tray shows. */
export interface TrayLook {
  /** The name of the icon's file. */
  icon: string;
  hint: string;
  menu: MenuItem[];
}

export interface TrayLookDeps {
  service: Pick<HubService, 'state' | 'serving'>;
  platform: string;
  words: DesktopWords;
  actions: TrayActions;
  /** What is in the menu beside the hub's state. */
  view(): Omit<TrayView, 'face' | 'state'>;
}

/** @param onDark - whether the panel is dark. */
export function trayLook(deps: TrayLookDeps, onDark: boolean): TrayLook {
  const { service, platform, words, actions } = deps;
  const state = service.state();
  const face = trayFace(state, service.serving().ok, words);
  return {
    icon: trayIcon(face.mark, platform, onDark),
    hint: `Loom: ${face.line}`,
    menu: trayMenu({ ...deps.view(), face, state }, actions, words),
  };
}

/** macOS colours its template images itself; elsewhere there is a drawing for either background. */
function trayIcon(mark: TrayFace['mark'], platform: string, onDark: boolean): string {
  if (platform === 'darwin') return `tray-${mark}Template.png`;
  return `tray-${mark}-on-${onDark ? 'dark' : 'light'}.png`;
}

import type { TrayFace } from '../../src-shared/domain/desktop/tray-face.ts';

/** macOS colours its template images itself; elsewhere there is a drawing for either background. */
export function trayIcon(mark: TrayFace['mark'], platform: string, onDark: boolean): string {
  if (platform === 'darwin') return `tray-${mark}Template.png`;
  return `tray-${mark}-on-${onDark ? 'dark' : 'light'}.png`;
}

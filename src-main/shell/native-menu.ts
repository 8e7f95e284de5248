import type { MenuItemConstructorOptions } from 'electron';

/**
 * macOS takes its shortcuts from the application's menu: without one there is no copy and paste.
 * Elsewhere it stays hidden until Alt is pressed, and is there for reading sizes.
 */
export function nativeMenu(platform: string): MenuItemConstructorOptions[] {
  const view: MenuItemConstructorOptions = {
    label: 'View',
    submenu: [
      { role: 'reload' },
      { type: 'separator' },
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { type: 'separator' },
      { role: 'togglefullscreen' },
    ],
  };
  if (platform !== 'darwin') return [{ role: 'editMenu' }, view];
  return [{ role: 'appMenu' }, { role: 'editMenu' }, view, { role: 'windowMenu' }];
}

import type { DesktopWords } from './words/en.ts';

type Role = Exclude<keyof DesktopWords['menu'], 'view'>;

/** What Electron makes an item of; what it does is in its role. */
export interface AppMenuItem {
  role?: Role | 'appMenu';
  label?: string;
  type?: 'separator';
  submenu?: AppMenuItem[];
}

const separator: AppMenuItem = { type: 'separator' };

/**
 * macOS takes its shortcuts from the application's menu: without one there is no copy and paste.
 * Elsewhere it stays hidden until Alt is pressed, and is there for reading sizes. Every item has its
 * label here, since Electron's own are English.
 */
export function appMenu(platform: string, { menu }: DesktopWords): AppMenuItem[] {
  const items = (...roles: Role[]) => roles.map((role) => ({ role, label: menu[role] }));
  const zooms = items('resetZoom', 'zoomIn', 'zoomOut');
  const view: AppMenuItem = {
    label: menu.view,
    submenu: [...items('reload'), separator, ...zooms, separator, ...items('togglefullscreen')],
  };
  const clipboard = items('cut', 'copy', 'paste', 'pasteAndMatchStyle', 'delete', 'selectAll');
  const edit: AppMenuItem = {
    role: 'editMenu',
    label: menu.editMenu,
    submenu: [...items('undo', 'redo'), separator, ...clipboard],
  };
  if (platform !== 'darwin') return [edit, view];
  const about = [...items('about'), separator, ...items('services'), separator];
  const hiding = [...items('hide', 'hideOthers', 'unhide'), separator, ...items('quit')];
  const window: AppMenuItem = {
    role: 'windowMenu',
    label: menu.windowMenu,
    submenu: [...items('minimize', 'zoom'), separator, ...items('front')],
  };
  // macOS labels the first one by the app's name.
  return [{ role: 'appMenu', submenu: [...about, ...hiding] }, edit, view, window];
}

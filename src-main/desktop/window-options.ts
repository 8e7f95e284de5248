import { type Bounds, fitBounds } from '../../src-shared/domain/desktop/fit-bounds.ts';

export interface WindowWishes {
  /** Where the window was. */
  bounds: unknown;
  /** The parts of the displays that windows may use. */
  areas: readonly Bounds[];
  isDark: boolean;
  preload: string;
  icon: string;
}

/** How Electron is to make the window. The page has no Node and a process in a sandbox. */
export function windowOptions({ bounds, areas, isDark, preload, icon }: WindowWishes) {
  return {
    title: 'Loom',
    icon,
    width: 1280,
    height: 860,
    ...fitBounds(bounds, areas),
    minWidth: 900,
    minHeight: 600,
    autoHideMenuBar: true,
    // The page's own paper, so that opening does not flash.
    backgroundColor: isDark ? '#141518' : '#ffffff',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  };
}

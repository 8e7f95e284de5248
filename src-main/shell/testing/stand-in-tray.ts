import { EventEmitter } from 'node:events';
import type { MenuItemConstructorOptions, Tray } from 'electron';

type Used = 'setImage' | 'setToolTip' | 'setTitle' | 'destroy' | 'isDestroyed' | 'popUpContextMenu';

/** Stands for Electron's Menu: the template that it was made from. */
export type StandInMenu = MenuItemConstructorOptions[];

/** A tray icon without a tray. */
export class StandInTray extends EventEmitter implements Pick<Tray, Used> {
  image: string;
  toolTip = '';
  title = '';
  menu: StandInMenu = [];
  destroyed = false;

  constructor(image: string) {
    super();
    this.image = image;
  }
  setImage(image: string): void {
    this.image = image;
  }
  setToolTip(text: string): void {
    this.toolTip = text;
  }
  setTitle(title: string): void {
    this.title = title;
  }
  setContextMenu(menu: StandInMenu): void {
    this.menu = menu;
  }
  popUpContextMenu(): void {}
  destroy(): void {
    this.destroyed = true;
  }
  isDestroyed(): boolean {
    return this.destroyed;
  }
  /** Chooses an item by the labels that lead to it. */
  choose(...labels: string[]): void {
    chooseIn(this.menu, labels);
  }
}

/**
 * Chooses a menu's item as its user does.
 * @throws Error where there is none, or it is grey.
 */
export function chooseIn(menu: StandInMenu, [label, ...rest]: readonly string[]): void {
  const item = menu.find((candidate) => candidate.label === label);
  if (!item || item.enabled === false) throw new Error(`the menu has no "${label}" to choose`);
  if (rest.length > 0) chooseIn(Array.isArray(item.submenu) ? item.submenu : [], rest);
  // Electron passes the item, the window and the keys; the shell's items look at none.
  else (item.click as (() => void) | undefined)?.();
}

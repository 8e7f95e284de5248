/** What a test sees of the desktop, and what it does as its user or as the system. */
import type { MenuItemConstructorOptions } from 'electron';
import { type Preventable, preventable } from '../../src-main/shell/testing/preventable.ts';
import { chooseIn } from '../../src-main/shell/testing/stand-in-tray.ts';
import type {
  AppEvents,
  ArgumentsOf,
  ContentsEvents,
  NotificationEvents,
  PowerEvents,
} from './electron-events.ts';
import { keepQuestionsOpen } from './questions.ts';
import type { StandIn } from './this-stand-in.ts';

export interface MenuRow {
  label: string;
  enabled: boolean;
  checked: boolean;
  rows: MenuRow[];
}

/** What the app's own protocol answers. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: Uint8Array;
}

export type Controls = ReturnType<typeof createControls>;

export function createControls(standIn: StandIn) {
  const { app, windows, trays, notifications, powerMonitor } = standIn;
  const answer = keepQuestionsOpen(standIn);
  const contents = () => windows.at(-1)?.webContents;
  return {
    look: () => lookAt(standIn),
    /** Chooses an item of the tray's menu by the labels that lead to it. */
    choose: (...labels: string[]) => trays.at(-1)?.choose(...labels),
    chooseInAppMenu: (...labels: string[]) => chooseIn(standIn.applicationMenu.menu ?? [], labels),
    clickTray: () => void trays.at(-1)?.emit('click', preventable()),
    /** Answers the last question with the button of this number. */
    answer,
    emit<K extends keyof AppEvents>(name: K, ...rest: ArgumentsOf<AppEvents[K]>): boolean {
      return emitted((event) => app.emit(name, event, ...rest));
    },
    /** Says whether the app prevented what would have happened. */
    emitOfPage<K extends keyof ContentsEvents>(
      name: K,
      ...rest: ArgumentsOf<ContentsEvents[K]>
    ): boolean {
      return emitted((event) => contents()?.emit(name, event, ...rest));
    },
    emitPower: (name: keyof PowerEvents) => void powerMonitor.emit(name),
    clickNotification: (name: keyof NotificationEvents = 'click') =>
      void notifications.at(-1)?.emit(name, preventable()),
    /** Closes the window as its title bar does; says whether it is gone. */
    closeWindow: () => windows.at(-1)?.close(),
    moveWindow: (bounds: { x: number; y: number; width: number; height: number }) =>
      windows.at(-1)?.setBounds(bounds),
    /** The page opens a window with that address: what is allowed. */
    openFromPage: (url: string) => contents()?.openHandler(url)?.action,
    /** A bug that nobody catches. */
    breakMain: (message: string) =>
      void setImmediate(() => {
        throw new Error(message);
      }),
    mayUse: (permission: string) => standIn.asks(permission),
    /** Asks the app's own protocol, as the page does. */
    async fetch(url: string): Promise<Answer | undefined> {
      const response = await standIn.fetch(url);
      if (!response) return undefined;
      const { status, headers } = response;
      const body = new Uint8Array(await response.arrayBuffer());
      return { status, headers: Object.fromEntries(headers), body };
    },
  };
}

function emitted(emit: (event: Preventable) => void): boolean {
  const event = preventable();
  emit(event);
  return event.defaultPrevented;
}

function lookAt(standIn: StandIn) {
  const { app, windows, trays, notifications, errors, questions, opened, copied } = standIn;
  return {
    windows: windows.map(({ visible, destroyed, url, bounds, options, webContents }) => ({
      visible,
      destroyed,
      url,
      bounds,
      page: webContents.id,
      loads: webContents.loads,
      preferences: plain(options.webPreferences),
    })),
    trays: trays.map(({ image, toolTip, destroyed, menu }) => {
      return { image, toolTip, destroyed, menu: menu.map(rowOf) };
    }),
    notifications: notifications.map(({ title, body, shown }) => ({ title, body, shown })),
    errors,
    questions: questions.map(({ message, detail = '', buttons = [] }) => {
      return { message, detail, buttons };
    }),
    opened,
    copied: copied.text,
    loginItem: plain(app.loginItem),
    protocols: [...app.protocols],
    schemes: plain(standIn.schemes),
  };
}

/** Without what cannot travel between processes. */
function plain<T>(value: T): T {
  return value === undefined ? value : (JSON.parse(JSON.stringify(value)) as T);
}

function rowOf(item: MenuItemConstructorOptions): MenuRow {
  const { label = '', enabled = true, checked = false, submenu } = item;
  return { label, enabled, checked, rows: Array.isArray(submenu) ? submenu.map(rowOf) : [] };
}

/**
 * A stand-in for the parts of Electron that the shell uses: plain objects that remember. Each part is
 * compared with Electron's own types by the compiler, its events by `e2e/shell/electron-events.ts`.
 */
import { EventEmitter } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type {
  BrowserWindowConstructorOptions,
  CustomScheme,
  MessagePortMain,
  NotificationConstructorOptions,
  Protocol,
  Screen,
  Session,
} from 'electron';
import type { ShellElectron } from '../shell-electron.ts';
import { StandInApp } from './stand-in-app.ts';
import { createStandInSystem, StandInNotification } from './stand-in-system.ts';
import { type StandInMenu, StandInTray } from './stand-in-tray.ts';
import { StandInWindow } from './stand-in-window.ts';

type Handler = Parameters<Protocol['handle']>[1];
type PermissionHandler = Parameters<Session['setPermissionRequestHandler']>[0];

/** The stand-in module, what the shell made with it, and how to play the user and the page. */
export function createStandIn() {
  const app = new StandInApp();
  const windows: StandInWindow[] = [];
  const trays: StandInTray[] = [];
  const notifications: StandInNotification[] = [];
  const { parts, ...system } = createStandInSystem();
  const ipcMain = new EventEmitter();
  const powerMonitor = new EventEmitter();
  const nativeTheme = Object.assign(new EventEmitter(), { shouldUseDarkColors: true });
  const applicationMenu: { menu: StandInMenu | null } = { menu: null };
  const schemes: CustomScheme[] = [];
  const handlers = new Map<string, Handler>();
  let askPermission: PermissionHandler = null;
  const display = { id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1080 } };

  const electron = {
    ...parts,
    app,
    ipcMain,
    nativeTheme,
    powerMonitor,
    screen: Object.assign(new EventEmitter(), {
      getAllDisplays: () => [display],
      getPrimaryDisplay: () => display,
      getDisplayMatching: () => display,
    } satisfies Lesser<Screen>),
    BrowserWindow: class extends StandInWindow {
      static getAllWindows = () => windows.filter((window) => !window.destroyed);
      constructor(options: BrowserWindowConstructorOptions) {
        super(options, app, windows.length + 1);
        windows.push(this);
      }
    },
    Tray: class extends StandInTray {
      constructor(image: string) {
        super(image);
        trays.push(this);
      }
    },
    Notification: class extends StandInNotification {
      constructor(options?: NotificationConstructorOptions) {
        super(options);
        notifications.push(this);
      }
    },
    Menu: {
      // A menu is its template here, and the shell makes no item by itself.
      buildFromTemplate: (template: unknown[]) => template as StandInMenu,
      setApplicationMenu(menu: unknown) {
        applicationMenu.menu = menu as StandInMenu | null;
      },
    },
    protocol: {
      registerSchemesAsPrivileged: (more) => void schemes.push(...more),
      handle: (scheme, handler) => void handlers.set(scheme, handler),
    } satisfies Pick<Protocol, 'registerSchemesAsPrivileged' | 'handle'>,
    session: {
      defaultSession: {
        setPermissionRequestHandler(handler) {
          askPermission = handler;
        },
        setPermissionCheckHandler: () => {},
      } satisfies Pick<Session, 'setPermissionRequestHandler' | 'setPermissionCheckHandler'>,
    },
  };

  return {
    ...system,
    electron: electron satisfies Whole<ShellElectron> as unknown as ShellElectron,
    app,
    windows,
    trays,
    notifications,
    applicationMenu,
    schemes,
    nativeTheme,
    powerMonitor,
    fetch: async (url: string) =>
      handlers.get(new URL(url).protocol.slice(0, -1))?.(new Request(url)),
    /** Whether the page would be granted a permission. */
    asks(name: string): boolean {
      let granted = false;
      const answer = (given: boolean) => {
        granted = given;
      };
      (askPermission as ((...args: unknown[]) => void) | null)?.({}, name, answer, {});
      return granted;
    },
    /** Does what the preload does; the page's end of the channel. */
    connect(sender: { id: number }, senderFrame: { parent: unknown; origin: string }): MessagePort {
      const { port1, port2 } = new MessageChannel();
      ipcMain.emit('loom:connect', { sender, senderFrame, ports: [asMainPort(port2)] });
      return port1;
    },
  };
}

/** Everything that the shell uses is there, and takes what Electron takes. */
type Whole<Parts> = { [P in keyof Parts]: Taking<Parts[P]> };
type Taking<Part> = {
  [K in keyof Part]: Part[K] extends (...args: infer A) => unknown
    ? (...args: A) => unknown
    : unknown;
};

/** Some members of a part of Electron, each answering with at most what Electron answers with. */
type Lesser<Part> = {
  [K in keyof Part]?: Part[K] extends (...args: infer A) => infer R
    ? (...args: A) => LesserOf<R>
    : Part[K];
};
type LesserOf<R> = R extends (infer One)[] ? Partial<One>[] : Partial<R>;

/** Electron's ports hand their listeners an event, Node's the bare data. */
function asMainPort(port: MessagePort) {
  return {
    on: (name: string, listener: (event: unknown) => void) =>
      port.on(name, (data: unknown) => listener(name === 'message' ? { data } : data)),
    postMessage: (data: unknown) => port.postMessage(data),
    start: () => port.start(),
    close: () => port.close(),
  } satisfies Record<Exclude<keyof MessagePortMain, keyof EventEmitter>, unknown> & { on: unknown };
}

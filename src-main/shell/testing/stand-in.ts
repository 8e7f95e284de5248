/** A stand-in for the parts of Electron that the shell uses: plain objects that remember. */
import { EventEmitter } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { BrowserWindowConstructorOptions, MenuItemConstructorOptions } from 'electron';
import type { ShellElectron } from '../shell.ts';

export class StandInWindow extends EventEmitter {
  readonly options: BrowserWindowConstructorOptions;
  readonly webContents: StandInContents;
  visible = false;
  url = '';

  constructor(options: BrowserWindowConstructorOptions, app: EventEmitter) {
    super();
    this.options = options;
    this.webContents = new StandInContents();
    app.emit('web-contents-created', {}, this.webContents);
  }

  async loadURL(url: string): Promise<void> {
    this.url = url;
  }
  show(): void {
    this.visible = true;
  }
  hide(): void {
    this.visible = false;
  }
  focus(): void {}
  isMinimized(): boolean {
    return false;
  }
  restore(): void {}
  destroy(): void {
    this.emit('closed');
  }
  /** What the window manager's close button does; returns whether the window is gone. */
  close(): boolean {
    const event = preventable();
    this.emit('close', event);
    if (!event.prevented) this.emit('closed');
    return !event.prevented;
  }
}

export class StandInContents extends EventEmitter {
  readonly id = 1;
  openHandler: (() => { action: string }) | undefined;
  setWindowOpenHandler(handler: () => { action: string }): void {
    this.openHandler = handler;
  }
}

export class StandInTray extends EventEmitter {
  image: string;
  toolTip = '';
  menu: MenuItemConstructorOptions[] = [];
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
  setContextMenu(menu: MenuItemConstructorOptions[]): void {
    this.menu = menu;
  }
  destroy(): void {
    this.destroyed = true;
  }
  /** Chooses a menu item by its label. */
  choose(label: string): void {
    const item = this.menu.find((candidate) => candidate.label === label);
    (item?.click as (() => void) | undefined)?.();
  }
}

class StandInApp extends EventEmitter {
  exitCode: number | undefined;
  locked = true;
  requestSingleInstanceLock(): boolean {
    return this.locked;
  }
  async whenReady(): Promise<void> {}
  exit(code: number): void {
    this.exitCode = code;
    this.emit('exit');
  }
  quit(): void {
    const event = preventable();
    this.emit('before-quit', event);
    if (!event.prevented) this.exit(0);
  }
}

type Answer = (granted: boolean) => void;

/** The stand-in module, what the shell made with it, and how to play the user and the page. */
export function createStandIn() {
  const app = new StandInApp();
  const windows: StandInWindow[] = [];
  const trays: StandInTray[] = [];
  const errors: string[] = [];
  const ipcMain = new EventEmitter();
  const nativeTheme = Object.assign(new EventEmitter(), { shouldUseDarkColors: true });
  const handlers = new Map<string, (request: { url: string }) => Promise<Response>>();
  let permission: (contents: unknown, name: string, answer: Answer) => void = () => {};

  const electron = {
    app,
    ipcMain,
    nativeTheme,
    BrowserWindow: class extends StandInWindow {
      constructor(options: BrowserWindowConstructorOptions) {
        super(options, app);
        windows.push(this);
      }
    },
    Tray: class extends StandInTray {
      constructor(image: string) {
        super(image);
        trays.push(this);
      }
    },
    Menu: { buildFromTemplate: (template: MenuItemConstructorOptions[]) => template },
    dialog: { showErrorBox: (title: string, text: string) => errors.push(`${title}: ${text}`) },
    protocol: {
      registerSchemesAsPrivileged: () => {},
      handle: (scheme: string, handler: (request: { url: string }) => Promise<Response>) => {
        handlers.set(scheme, handler);
      },
    },
    session: {
      defaultSession: {
        setPermissionRequestHandler: (handler: typeof permission) => {
          permission = handler;
        },
        setPermissionCheckHandler: () => {},
      },
    },
  };

  return {
    electron: electron as unknown as ShellElectron,
    app,
    windows,
    trays,
    errors,
    nativeTheme,
    fetch: async (url: string) => handlers.get('loom-app')?.({ url }),
    /** Whether the page would be granted a permission. */
    asks(name: string): boolean {
      let granted = false;
      permission({}, name, (answer) => {
        granted = answer;
      });
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

/** Electron's ports hand their listeners an event, Node's the bare data. */
function asMainPort(port: MessagePort) {
  return {
    on: (name: string, listener: (event: unknown) => void) =>
      port.on(name, (data: unknown) => listener(name === 'message' ? { data } : data)),
    postMessage: (data: unknown) => port.postMessage(data),
    start: () => port.start(),
    close: () => port.close(),
  };
}

function preventable() {
  return {
    prevented: false,
    preventDefault() {
      this.prevented = true;
    },
  };
}

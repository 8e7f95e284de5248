import { EventEmitter } from 'node:events';
import type { App, Dock, LoginItemSettings, Settings } from 'electron';
import { preventable } from './preventable.ts';

type Used =
  | 'requestSingleInstanceLock'
  | 'whenReady'
  | 'isReady'
  | 'exit'
  | 'quit'
  | 'relaunch'
  | 'getName'
  | 'setName'
  | 'getVersion'
  | 'getLocale'
  | 'getPreferredSystemLanguages'
  | 'getAppPath'
  | 'getPath'
  | 'setPath'
  | 'isPackaged'
  | 'setAppUserModelId'
  | 'setDesktopName'
  | 'setAsDefaultProtocolClient'
  | 'isDefaultProtocolClient'
  | 'removeAsDefaultProtocolClient'
  | 'setLoginItemSettings'
  | 'showAboutPanel'
  | 'setAboutPanelOptions'
  | 'enableSandbox'
  | 'focus'
  | 'hide'
  | 'show';

export class StandInDock implements Pick<Dock, 'show' | 'hide' | 'isVisible'> {
  visible = true;
  async show(): Promise<void> {
    this.visible = true;
  }
  hide(): void {
    this.visible = false;
  }
  isVisible(): boolean {
    return this.visible;
  }
}

/** Electron's `app`: remembers what it was told, and quits as Electron does. */
export class StandInApp extends EventEmitter implements Pick<App, Used> {
  isPackaged = false;
  /** On macOS only; it is there until it is hidden. */
  dock: StandInDock | undefined;
  exitCode: number | undefined;
  /** Whether this is the first instance. */
  locked = true;
  readonly paths = new Map<string, string>();
  readonly protocols = new Set<string>();
  loginItem: Settings = {};
  /** What its user reads, the first one best. */
  languages = ['en-US'];
  /** What was asked for and has no effect here, such as the about panel. */
  readonly asked: string[] = [];
  #name = 'loom';

  requestSingleInstanceLock(): boolean {
    return this.locked;
  }
  async whenReady(): Promise<void> {}
  isReady(): boolean {
    return true;
  }
  exit(code = 0): void {
    this.exitCode = code;
    this.emit('exit');
  }
  quit(): void {
    const event = preventable();
    this.emit('before-quit', event);
    if (event.defaultPrevented) return;
    this.emit('will-quit', event);
    if (!event.defaultPrevented) this.exit(0);
  }
  relaunch(): void {
    this.asked.push('relaunch');
  }
  getName(): string {
    return this.#name;
  }
  setName(name: string): void {
    this.#name = name;
  }
  getVersion(): string {
    return '0.0.0';
  }
  getLocale(): string {
    return 'en-US';
  }
  getPreferredSystemLanguages(): string[] {
    return this.languages;
  }
  getAppPath(): string {
    return '';
  }
  getPath(name: string): string {
    return this.paths.get(name) ?? '';
  }
  setPath(name: string, path: string): void {
    this.paths.set(name, path);
  }
  setAsDefaultProtocolClient(scheme: string): boolean {
    this.protocols.add(scheme);
    return true;
  }
  isDefaultProtocolClient(scheme: string): boolean {
    return this.protocols.has(scheme);
  }
  removeAsDefaultProtocolClient(scheme: string): boolean {
    return this.protocols.delete(scheme);
  }
  setLoginItemSettings(settings: Settings): void {
    this.loginItem = settings;
  }
  /** As macOS and Windows answer; elsewhere Electron knows of none. */
  getLoginItemSettings(): Pick<LoginItemSettings, 'openAtLogin' | 'executableWillLaunchAtLogin'> {
    const openAtLogin = this.loginItem.openAtLogin === true;
    return { openAtLogin, executableWillLaunchAtLogin: openAtLogin };
  }
  showAboutPanel(): void {
    this.asked.push('about panel');
  }
  setAboutPanelOptions(): void {}
  setAppUserModelId(): void {}
  setDesktopName(): void {}
  enableSandbox(): void {}
  focus(): void {}
  hide(): void {}
  show(): void {}
}

/** The parts of Electron that lead to the system: each remembers what it was asked for. */
import { EventEmitter } from 'node:events';
import type {
  Clipboard,
  Dialog,
  MessageBoxOptions,
  Notification,
  NotificationConstructorOptions,
  Shell,
} from 'electron';

type Used = 'show' | 'close' | 'title' | 'body';

export class StandInNotification extends EventEmitter implements Pick<Notification, Used> {
  readonly title: string;
  readonly body: string;
  shown = false;

  static isSupported(): boolean {
    return true;
  }
  constructor({ title = '', body = '' }: NotificationConstructorOptions = {}) {
    super();
    this.title = title;
    this.body = body;
  }
  show(): void {
    this.shown = true;
    this.emit('show', {});
  }
  close(): void {
    this.shown = false;
    this.emit('close', {});
  }
}

export function createStandInSystem() {
  const errors: string[] = [];
  const questions: MessageBoxOptions[] = [];
  /** Addresses that were handed to the system's browser. */
  const opened: string[] = [];
  const clipboard = { text: '' };
  const answer = { response: 0, checkboxChecked: false };
  return {
    errors,
    questions,
    /** What the user answers to the next questions: the number of a button. */
    answer,
    opened,
    copied: clipboard,
    parts: {
      dialog: {
        showErrorBox: (title, text) => void errors.push(`${title}: ${text}`),
        async showMessageBox(...args: unknown[]) {
          // The window that it belongs to may come first.
          questions.push(args.at(-1) as MessageBoxOptions);
          return { ...answer };
        },
      } satisfies Pick<Dialog, 'showErrorBox' | 'showMessageBox'>,
      shell: {
        async openExternal(url) {
          opened.push(url);
        },
        async openPath(path) {
          opened.push(path);
          return '';
        },
      } satisfies Pick<Shell, 'openExternal' | 'openPath'>,
      clipboard: {
        async writeText(text) {
          clipboard.text = text;
        },
        readText: async () => clipboard.text,
      } satisfies Pick<Clipboard, 'writeText' | 'readText'>,
    },
  };
}

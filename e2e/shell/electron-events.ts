/**
 * The events that tests play, with what Electron passes to their listeners. An event that Electron's
 * own types do not declare so drops out of these types, and no test that plays it compiles.
 */
import type { App, Event, Notification, PowerMonitor, WebContents } from 'electron';

type Preventable = Pick<Event, 'preventDefault' | 'defaultPrevented'>;

export type AppEvents = Declared<
  App,
  {
    'second-instance': [event: Preventable, argv: string[], folder: string, data: unknown];
    'open-url': [event: Preventable, url: string];
    'open-file': [event: Preventable, path: string];
    activate: [event: Preventable, hasVisibleWindows: boolean];
    'before-quit': [event: Preventable];
    'window-all-closed': [];
  }
>;

export type PowerEvents = Declared<PowerMonitor, { suspend: []; resume: []; shutdown: [] }>;

export type NotificationEvents = Declared<Notification, { click: [event: Preventable] }>;

export type ContentsEvents = Declared<
  WebContents,
  {
    'render-process-gone': [event: Preventable, details: { reason: string; exitCode: number }];
    'will-navigate': [details: Preventable & { url: string }];
    'will-redirect': [details: Preventable & { url: string }];
    'will-frame-navigate': [details: Preventable & { url: string }];
    'will-attach-webview': [event: Preventable];
    'input-event': [event: Preventable, input: { type: string }];
    unresponsive: [];
  }
>;

/** What a test passes for an event: all but the event itself, which is made for it. */
export type ArgumentsOf<Arguments> = Arguments extends [Preventable, ...infer Rest]
  ? Rest
  : Arguments;

type Declared<Part, Events extends { [K in keyof Events]: unknown[] }> = {
  [K in keyof Events as Part extends Emitter<K, Events[K]> ? K : never]: Events[K];
};

// A function as property, so that arguments are compared strictly.
interface Emitter<Name, Arguments extends unknown[]> {
  on: (event: Name, listener: (...args: Arguments) => void) => unknown;
}

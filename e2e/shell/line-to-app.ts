import type { ChildProcess } from 'node:child_process';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { Controls } from './controls.ts';
import type { Frame, FromApp, ToApp } from './messages.ts';

type Asked<T> = T extends (...args: infer A) => infer R
  ? (...args: A) => Promise<Awaited<R>>
  : never;

/** The test's end of the channel to the app that it started. */
export interface LineToApp {
  /** What the app shows, and its user's hands. */
  desktop: { [K in keyof Controls]: Asked<Controls[K]> };
  /** Does what the preload of that page does: the page's end of the channel. */
  connect(sender: { id: number }, frame: Frame): MessagePort;
}

interface Waiting {
  resolve(value: unknown): void;
  reject(reason: Error): void;
}

export function createLineToApp(app: ChildProcess): LineToApp {
  const waiting = new Map<number, Waiting>();
  const ports = new Map<number, MessagePort>();
  let last = 0;
  app.on('message', (message: FromApp) => {
    if ('port' in message) return toPage(message);
    const { resolve, reject } = waiting.get(message.id) ?? {};
    waiting.delete(message.id);
    if ('thrown' in message) reject?.(new Error(message.thrown));
    else resolve?.(message.value);
  });
  app.on('disconnect', () => {
    for (const { reject } of waiting.values()) reject(new Error('the app has ended'));
    for (const port of ports.values()) port.close();
  });

  function toPage(message: Extract<FromApp, { port: number }>): void {
    const port = ports.get(message.port);
    if ('closed' in message) port?.close();
    else port?.postMessage(message.data);
  }

  function send(message: ToApp): void {
    // Where it is gone, `disconnect` says so to whoever waits.
    if (app.connected) app.send(message, () => {});
  }

  function ask(name: keyof Controls, args: unknown[]): Promise<unknown> {
    if (!app.connected) return Promise.reject(new Error('the app has ended'));
    const id = ++last;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      send({ id, ask: name, args });
    });
  }

  return {
    desktop: new Proxy({} as LineToApp['desktop'], {
      get:
        (_target, name) =>
        (...args: unknown[]) =>
          ask(name as keyof Controls, args),
    }),
    connect(sender, frame) {
      const number = ++last;
      const { port1, port2 } = new MessageChannel();
      ports.set(number, port2);
      port2.on('message', (data: unknown) => send({ port: number, data }));
      port2.on('close', () => send({ port: number, close: true }));
      send({ port: number, connect: [sender, frame] });
      return port1;
    },
  };
}

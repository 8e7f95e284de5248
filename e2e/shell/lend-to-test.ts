/** The app's end of the channel to its test. */
import type { MessagePort } from 'node:worker_threads';
import { createControls } from './controls.ts';
import type { FromApp, ToApp } from './messages.ts';
import type { StandIn } from './this-stand-in.ts';

/** Answers what the test asks; does not keep the process alive. */
export function lendToTest(standIn: StandIn): void {
  const ports = new Map<number, MessagePort>();
  const controls = createControls(standIn);
  process.on('message', (message: ToApp) => {
    if ('ask' in message) void answer(message);
    else if ('connect' in message) connect(message);
    else if ('close' in message) ports.get(message.port)?.close();
    else ports.get(message.port)?.postMessage(message.data);
  });
  process.channel?.unref();

  async function answer({ id, ask, args }: Extract<ToApp, { ask: string }>): Promise<void> {
    try {
      const control = controls[ask] as (...args: unknown[]) => unknown;
      send({ id, value: await control(...args) });
    } catch (thrown) {
      send({ id, thrown: String(thrown) });
    }
  }

  /** The page's end of a channel whose other end the app gets, as by the preload. */
  function connect({
    port: number,
    connect: [sender, frame],
  }: Extract<ToApp, { connect: unknown }>) {
    const port = standIn.connect(sender, frame);
    ports.set(number, port);
    port.on('message', (data: unknown) => send({ port: number, data }));
    port.on('close', () => send({ port: number, closed: true }));
  }
}

function send(message: FromApp): void {
  // The test may be gone, or going.
  if (process.connected) process.send?.(message, undefined, undefined, () => {});
}

import type { Context } from './context.ts';
import type { HubClient } from './hub-client.ts';
import { openHub } from './proxy/open-hub.ts';

/** The hub, for commands that make sense on a fresh machine: where none runs, one is started. */
export async function hubStarting({ io, paths, hub, note }: Context): Promise<HubClient> {
  const tell = (text: string) => note(`Note: ${text}.`);
  const socket = await openHub({ paths, entry: io.headlessEntry, recovering: false, tell });
  socket.destroy();
  return hub;
}

/** Short ways to look into the hub's state. */
import type { HubState, ServerHealth, ServerView } from '../../../src-shared/domain/hub-state.ts';

export function serverOf(state: HubState, id: string): ServerView {
  const server = state.servers.find((one) => one.id === id);
  if (!server) throw new Error(`there is no server ${id}`);
  return server;
}

export function healthOf(state: HubState, id: string): ServerHealth {
  return serverOf(state, id).health;
}

/** Pid of the server's first instance. */
export function pidOf(state: HubState, id: string): number {
  const pid = serverOf(state, id).instances[0]?.pid;
  if (pid === undefined) throw new Error(`server ${id} does not run`);
  return pid;
}

/** Calls that run on the server now, over all its instances. */
export function runsCalls(state: HubState, id: string): number {
  return serverOf(state, id).instances.reduce((sum, one) => sum + one.callsInFlight, 0);
}

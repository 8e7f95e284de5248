import type { LoomError } from '../../../src-shared/errors.ts';
import type { Instance } from './instance.ts';
import type { ManagedServer } from './managed-server.ts';
import { stopped } from './stopped.ts';

export interface Sweep {
  /** Milliseconds since the epoch. */
  now: number;
  /** How long an instance may be idle where its server's definition does not say. */
  idleMs: number;
  retire(instance: Instance, error: LoomError): Promise<void>;
  /** A server that failed may be tried again, and does not run. */
  due(server: ManagedServer): void;
}

/** What one timer looks after for all servers: idle stops, call deadlines, and when to try again. */
export function sweepServers(servers: Iterable<ManagedServer>, sweep: Sweep): void {
  for (const server of servers) {
    for (const instance of server.instances.values()) sweepInstance(server, instance, sweep);
    const { state } = server.breaker;
    const isDue = state.phase === 'waiting' && state.retryAt <= sweep.now;
    if (isDue && server.spec.enabled && server.instances.size === 0) sweep.due(server);
  }
}

function sweepInstance({ id, spec }: ManagedServer, instance: Instance, sweep: Sweep): void {
  const { now } = sweep;
  if (spec.call_timeout) instance.peer.expire(now - spec.call_timeout);
  const idleMs = spec.idle_stop ?? sweep.idleMs;
  if (idleMs === 0 || spec.start === 'eager' || !instance.isIdle(now, idleMs)) return;
  void sweep.retire(instance, stopped(id, 'it was idle'));
}

import type { ServerSpec } from '../../../src-shared/domain/server.ts';
import type { LoomError } from '../../../src-shared/errors.ts';
import type { Instance } from './instance.ts';
import type { ManagedServer } from './managed-server.ts';
import { stopped } from './stopped.ts';

export interface Sweep {
  /** Milliseconds since the epoch. */
  now: number;
  /** How long an instance may be idle where its server's definition does not say. */
  idleMs: number;
  retire(server: ManagedServer, instance: Instance, error: LoomError): Promise<void>;
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

/**
 * How long an instance may be idle before it is stopped; 0 where it never is.
 *
 * @param usualMs - where its server's definition does not say.
 */
export function idleStopMs({ start, idle_stop }: ServerSpec, usualMs: number): number {
  return start === 'eager' ? 0 : (idle_stop ?? usualMs);
}

function sweepInstance(server: ManagedServer, instance: Instance, sweep: Sweep): void {
  const { now } = sweep;
  const { id, spec } = server;
  if (spec.call_timeout) instance.peer.expire(now - spec.call_timeout);
  const idleMs = idleStopMs(spec, sweep.idleMs);
  if (idleMs === 0 || !instance.isIdle(now, idleMs)) return;
  void sweep.retire(server, instance, stopped(id, 'it was idle'));
}

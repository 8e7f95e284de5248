import type { Instance, SessionFacts } from './instance.ts';
import type { ManagedServer } from './managed-server.ts';

/**
 * Starts an instance for no client: an eager start, or someone wants to see if it works. Of a server
 * that speaks both eras it is the legacy one; the other is started besides, so that what each of
 * them offers becomes known.
 *
 * @param project - what `${project}` stands for.
 */
export async function probeServer(server: ManagedServer, project?: string): Promise<Instance> {
  const running = [...server.instances.values()].find(({ isReady }) => isReady);
  if (running) return running;
  const nobody = project === undefined ? undefined : nobodyIn(project);
  const instance = await server.acquire(nobody);
  if (server.era.isDual) startModern(server, nobody);
  return instance;
}

/** Starts those that are to run all the time, and have neither started nor failed. */
export function startEager(servers: Iterable<ManagedServer>): void {
  for (const server of servers) {
    const { spec, instances, breaker } = server;
    const isWanted = spec.enabled && spec.start === 'eager' && instances.size === 0;
    // Its failure is in its health; a server that needs a project starts when one comes.
    if (isWanted && breaker.state.phase === 'closed') probeServer(server).catch(() => {});
  }
}

/** Stands for no client, in a project's folder. */
function nobodyIn(project: string): SessionFacts {
  return { id: '', project, capabilities: {}, clientInfo: undefined, isHubs: true };
}

/** Its failure stands in its health. */
function startModern(server: ManagedServer, session: SessionFacts | undefined): void {
  try {
    void Promise.resolve(server.acquire(session, 'modern')).catch(() => {});
  } catch {
    // As above.
  }
}

import type { HubService } from '../api/hub-service.ts';
import { pidsOfTree } from '../platform/process-group.ts';
import { readMemory } from '../platform/process-memory.ts';
import { listProcesses } from '../platform/process-table.ts';

export interface Running {
  /** The servers' processes that run. */
  children: readonly { server: string; pid: number }[];
  /** Per connected client: the servers that it would run itself, and the pid of its proxy. */
  clients: readonly { servers: readonly string[]; proxy: number | undefined }[];
}

/**
 * What runs for the hub and what it takes, and what would run without Loom: each client with a process
 * of its own for every server that is used and that it sees.
 */
export function createProcesses(running: () => Running): HubService['processes'] {
  /** Of servers that are idle now: what one process took when it last ran. */
  const last = new Map<string, number>();

  return async () => {
    const { children, clients } = running();
    const table = await listProcesses();
    const trees = children.map(({ pid }) => [...pidsOfTree(table, pid)]);
    const proxies = [...new Set(clients.flatMap(({ proxy }) => proxy ?? []))];
    const memory = await readMemory([process.pid, ...proxies, ...trees.flat()]);
    const measured = children.map((child, index) => ({
      ...child,
      memory: sum(trees[index] ?? [], memory),
    }));
    for (const [server, each] of meanByServer(measured)) last.set(server, each);
    const wanted = clients.flatMap(({ servers }) => servers);
    const known = wanted.flatMap((server) => last.get(server) ?? []);
    const isKnown = wanted.length === 0 || known.length > 0;
    return {
      hubMemory: memory.get(process.pid) ?? process.memoryUsage().rss,
      children: measured,
      proxies: { processes: proxies.length, memory: sum(proxies, memory) },
      withoutLoom: {
        processes: wanted.length,
        memory: isKnown ? known.reduce((all, one) => all + one, 0) : undefined,
      },
    };
  };
}

/** Undefined where nothing is known of any. */
function sum(pids: readonly number[], memory: ReadonlyMap<number, number>): number | undefined {
  const known = pids.flatMap((pid) => memory.get(pid) ?? []);
  return known.length > 0 ? known.reduce((all, one) => all + one, 0) : undefined;
}

function meanByServer(
  children: readonly { server: string; memory: number | undefined }[],
): Map<string, number> {
  const known = children.flatMap(({ server, memory }) => (memory ? [{ server, memory }] : []));
  const byServer = Map.groupBy(known, ({ server }) => server);
  return new Map(
    [...byServer].map(([server, list]) => {
      const total = list.reduce((all, { memory }) => all + memory, 0);
      return [server, Math.round(total / list.length)];
    }),
  );
}

import type { HubClient } from '../../state/carrier.ts';

type Processes = Awaited<ReturnType<HubClient['hub']['processes']>>;

/** All that runs because of Loom: the hub itself, its servers, the clients' proxies. */
export function sumProcesses({ hubMemory, children, proxies }: Processes): {
  processes: number;
  servers: number;
  proxies: number;
  memory: number;
} {
  const inChildren = children.reduce((sum, { memory = 0 }) => sum + memory, 0);
  return {
    processes: 1 + children.length + proxies.processes,
    servers: children.length,
    proxies: proxies.processes,
    memory: hubMemory + inChildren + (proxies.memory ?? 0),
  };
}

import { useMemo } from 'react';
import { useHubQuery } from '../../state/use-hub-query.ts';

/** Bytes that processes take, by server and by pid; asked every few seconds. */
export function useMemory(): {
  ofServer(id: string): number | undefined;
  ofPid(pid: number | undefined): number | undefined;
} {
  const { data } = useHubQuery(['processes'], (hub) => hub.hub.processes(), { refetchMs: 10_000 });
  return useMemo(() => {
    const servers = new Map<string, number>();
    const pids = new Map<number, number>();
    for (const { server, pid, memory } of data?.children ?? []) {
      if (memory === undefined) continue;
      servers.set(server, (servers.get(server) ?? 0) + memory);
      pids.set(pid, memory);
    }
    return {
      ofServer: (id) => servers.get(id),
      ofPid: (pid) => (pid === undefined ? undefined : pids.get(pid)),
    };
  }, [data]);
}

import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { HttpChannel } from '../load/http-channel.ts';
import { end, firstOutput, start } from '../system/processes.ts';
import { launchOverStdio, plainEnv, type Setup, type Subject } from './subject.ts';

/** A client that launches every server itself, or calls one that speaks HTTP. */
export function createDirect({ servers }: Setup): Subject {
  let httpServer: ChildProcess | undefined;

  return {
    name: 'direct',
    toolName: (_server, tool) => tool,
    startHub: async () => {},
    adoptHub: () => {},
    hubPid: () => undefined,
    launch: () => Object.values(servers).map(launchOverStdio),
    async openHttp() {
      const entry = join(import.meta.dirname, '../floor/http-server.js');
      httpServer = start({ command: process.execPath, args: [entry], env: plainEnv() }, [
        'ignore',
        'pipe',
        'inherit',
      ]);
      return new HttpChannel(Number(await firstOutput(httpServer)));
    },
    async stopHub() {
      const server = httpServer;
      if (server) await end(server, () => server.kill());
    },
  };
}

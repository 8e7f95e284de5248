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
    async openHttp(headers) {
      const entry = join(import.meta.dirname, '../floor/http-server.js');
      const args = [entry, ...optionsOf(servers)];
      const command = { command: process.execPath, args, env: plainEnv() };
      httpServer = start(command, ['ignore', 'pipe', 'inherit']);
      return new HttpChannel(Number(await firstOutput(httpServer)), headers);
    },
    async stopHub() {
      const server = httpServer;
      if (server) await end(server, () => server.kill());
    },
  };
}

/** What the only server is started with, besides its file. */
function optionsOf(servers: Setup['servers']): string[] {
  return Object.values(servers)[0]?.args.slice(1) ?? [];
}

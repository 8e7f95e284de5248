import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HttpChannel } from '../load/http-channel.ts';
import { freePort, listening } from '../system/ports.ts';
import { adopt, type Command, end, endByPid, firstOutput, start } from '../system/processes.ts';
import { launchOverStdio, plainEnv, type Setup, type Subject } from './subject.ts';

const folder = join(import.meta.dirname, '../floor');

/** The least that proxy and hub can be, in front of the same servers. */
export async function createFloor(setup: Setup): Promise<Subject> {
  const port = await freePort();
  const socket = join(setup.folder, 'floor.sock');
  const servers = JSON.stringify(Object.values(setup.servers));
  const hubArguments = [join(folder, 'hub.js'), socket, String(port), servers];
  let hub: ChildProcess | undefined;
  let adopted: number | undefined;

  return {
    name: 'floor',
    toolName: (_server, tool) => tool,
    async startHub() {
      hub = start(node(hubArguments), ['ignore', 'pipe', 'inherit']);
      await firstOutput(hub);
    },
    async stopHub() {
      const child = hub;
      if (child) await end(child, () => child.kill());
      if (adopted !== undefined) await endByPid(adopted);
      hub = undefined;
      adopted = undefined;
    },
    adoptHub() {
      adopted = Number(readFileSync(`${socket}.pid`, 'utf8'));
      adopt(adopted);
    },
    hubPid: () => hub?.pid ?? adopted,
    launch: () => [launchOverStdio(node([join(folder, 'proxy.js'), socket, ...hubArguments]))],
    async openHttp(headers) {
      await listening(port);
      return new HttpChannel(port, headers);
    },
  };
}

function node(args: string[]): Command {
  return { command: process.execPath, args, env: plainEnv() };
}

import type { ChildProcess } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { hubNodeFlags } from '../../src-shared/hub-node-flags.ts';
import type { HubFile } from '../../src-shared/paths.ts';
import type { Channel } from '../load/channel.ts';
import { HttpChannel } from '../load/http-channel.ts';
import { LineChannel } from '../load/line-channel.ts';
import { freePort, listening } from '../system/ports.ts';
import { adopt, end, endByPid, firstOutput, start } from '../system/processes.ts';
import { launchOverStdio, plainEnv, type Setup, type Subject } from './subject.ts';

const dist = process.env.LOOM_DIST ?? join(import.meta.dirname, '../../dist');

export interface LoomSubject extends Subject {
  /** A client on the hub's socket without a proxy: the hub's share alone. */
  openSocket(): Promise<Channel>;
}

/** The built Loom with a home of its own. */
export async function createLoom({ servers, folder, maxMessage }: Setup): Promise<LoomSubject> {
  const port = await freePort();
  // Both are YAML, too.
  writeFileSync(join(folder, 'registry.yaml'), JSON.stringify({ servers: specsOf(servers) }));
  const http = { address: `127.0.0.1:${port}` };
  const limits = maxMessage === undefined ? {} : { max_message: maxMessage };
  writeFileSync(join(folder, 'config.yaml'), JSON.stringify({ http, limits }));
  const env = { ...plainEnv(), LOOM_HOME: folder };
  const node = (...args: string[]) => ({ command: process.execPath, args, env });
  let hub: ChildProcess | undefined;
  let adopted: number | undefined;

  return {
    name: 'loom',
    toolName: (server, tool) => `${server}__${tool}`,
    async startHub() {
      hub = start(node(...hubNodeFlags, join(dist, 'main/headless.cjs')), [
        'ignore',
        'pipe',
        'inherit',
      ]);
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
      adopted = readHubFile(folder).pid;
      adopt(adopted);
    },
    hubPid: () => hub?.pid ?? adopted,
    launch: () => [launchOverStdio(node(...hubNodeFlags, join(dist, 'cli/loom.cjs'), 'proxy'))],
    async openHttp(headers) {
      await listening(port);
      return new HttpChannel(port, headers);
    },
    openSocket: () => openSocket(readHubFile(folder).socket),
  };
}

function specsOf(servers: Setup['servers']): Record<string, object> {
  return Object.fromEntries(
    Object.entries(servers).map(([name, { command, args, env }]) => [
      name,
      { transport: 'stdio', command, args, env },
    ]),
  );
}

function readHubFile(folder: string): HubFile {
  return JSON.parse(readFileSync(join(folder, 'hub.json'), 'utf8'));
}

/** Greets as a proxy does. The hub's greeting has no id, so the channel passes over it. */
async function openSocket(path: string): Promise<Channel> {
  const socket = connect(path);
  const channel = new LineChannel({
    input: socket,
    output: socket,
    close: async () => void socket.destroy(),
  });
  channel.send(JSON.stringify({ loom: 1, version: 'bench', pid: process.pid }));
  return channel;
}

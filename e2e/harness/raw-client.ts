/** Clients that say exactly what a test wants: on the hub's socket, and through a real `loom proxy`. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { type HubHello, readHello } from '../../src-shared/wire/hello.ts';
import { loomCommand, testEnv } from './home.ts';
import type { TestHub } from './hub.ts';
import {
  createRpcSession,
  type InitializeOptions,
  initialize,
  type RawClient,
} from './rpc-session.ts';
import { serverFolder } from './servers.ts';

export interface SocketOptions extends InitializeOptions {
  profile?: string;
  /** The folder that `${project}` stands for. */
  project?: string;
  /** The client's name in the hello line. */
  client?: string;
}

/** Connects as a proxy would, without being one. Rejects with the hub's refusal. */
export async function connectSocket(
  hub: Pick<TestHub, 'socket'>,
  options: SocketOptions = {},
): Promise<RawClient> {
  const socket = connect(hub.socket);
  await once(socket, 'connect');
  socket.on('error', () => {}); // `close` follows and tells.
  const { take, connect: start } = createRpcSession();
  const greeting = Promise.withResolvers<void>();
  let greeted = false;
  onLines(socket, (line) => {
    if (greeted) return take(line);
    greeted = true;
    const hello = readHello<HubHello>(Buffer.from(line));
    if (hello && !('refused' in hello)) greeting.resolve();
    else greeting.reject(new Error(`the hub refused: ${line}`));
  });
  const { profile, project, client } = options;
  const hello = { loom: 1, version: 'test', pid: process.pid, profile, project, client };
  socket.write(`${JSON.stringify(hello)}\n`);
  await greeting.promise;

  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  const session = start({
    send: (line) => socket.write(`${line}\n`),
    closed,
    async close() {
      socket.destroy();
      await closed;
    },
  });
  await initialize(session, options);
  return session;
}

export interface ProxyOptions extends InitializeOptions {
  /** The `loom` that is run; by default the checkout's. */
  command?: string;
  /** What follows `loom proxy`. */
  args?: readonly string[];
  cwd?: string;
  env?: Record<string, string>;
}

export interface ProxyClient extends RawClient {
  pid: number;
  child: ChildProcessWithoutNullStreams;
  stderr(): string;
  /** Exit code, null where a signal ended it. */
  exited: Promise<number | null>;
}

/** A client that launched `loom proxy`, as installed. A hub need not run yet. */
export async function connectProxy(
  hub: Pick<TestHub, 'home'>,
  options: ProxyOptions = {},
): Promise<ProxyClient> {
  const { command = loomCommand, args = [] } = options;
  const child = spawn(command, ['proxy', ...args], {
    cwd: options.cwd ?? hub.home,
    env: testEnv(hub.home, options.env),
  });
  return await connectChild(child, options);
}

/** A client without a hub between: it launched `e2e/servers/<file>.ts` itself. */
export async function connectServer(
  file: string,
  options: InitializeOptions & { args?: readonly string[] } = {},
): Promise<ProxyClient> {
  const path = join(serverFolder, `${file}.ts`);
  const env = { PATH: process.env.PATH ?? '' };
  const child = spawn(process.execPath, [path, ...(options.args ?? [])], { env });
  return await connectChild(child, options);
}

async function connectChild(
  child: ChildProcessWithoutNullStreams,
  options: InitializeOptions,
): Promise<ProxyClient> {
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  const closed = once(child, 'close').then(() => {});
  let stderr = '';
  child.stderr.on('data', (text) => {
    stderr += text;
  });
  child.stdin.on('error', () => {}); // `exit` follows and tells.
  const { take, connect: start } = createRpcSession();
  onLines(child.stdout, take);
  const session = start({
    send: (line) => child.stdin.write(`${line}\n`),
    closed,
    async close() {
      child.stdin.end();
      const inTime = await Promise.race([
        closed.then(() => true),
        pause(5_000, false, { ref: false }),
      ]);
      if (inTime) return;
      child.kill('SIGKILL');
      throw new Error(`it did not end with its stdin:\n${stderr}`);
    },
  });
  await initialize(session, options);
  return Object.assign(session, { pid: child.pid ?? 0, child, exited, stderr: () => stderr });
}

/** Calls back for each line. Only \n ends one: readline would also split at U+2028 in a string. */
function onLines(stream: Readable, line: (line: string) => void): void {
  let pieces: string[] = [];
  stream.setEncoding('utf8');
  stream.on('data', (text: string) => {
    const [end = '', ...starts] = text.split('\n');
    pieces.push(end);
    for (const start of starts) {
      line(pieces.join(''));
      pieces = [start];
    }
  });
}

import { chmodSync, rmSync, statSync, unlinkSync } from 'node:fs';
import type { Server as HttpServer } from 'node:http';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { dirname } from 'node:path';
import { LoomError } from '../../../src-shared/errors.ts';
import { ensurePrivateDirectory } from '../platform/private-directory.ts';
import { LineSession, type LineSessionOptions } from './line-session.ts';

export interface LocalSocketOptions extends LineSessionOptions {
  /** A Unix socket's path, or a named pipe's on Windows. */
  path: string;
  platform: NodeJS.Platform;
  /** Serves the connections that speak HTTP: the API for console and CLI. */
  http(): Promise<HttpServer>;
}

export interface Listener {
  close(): Promise<void>;
}

const openBrace = 0x7b;
const lingerMs = 200;
const greetingDeadlineMs = 10_000;

/**
 * Listens on the local socket. A connection's first byte tells MCP (`{`) from HTTP (a letter).
 *
 * @throws LoomError 'hub-already-running' where a live hub answers there, 'unsafe-directory' where
 * the folder is not ours alone.
 */
export async function listenOnLocalSocket(options: LocalSocketOptions): Promise<Listener> {
  const { path, platform } = options;
  const isPipe = platform === 'win32';
  if (!isPipe) ensurePrivateDirectory(dirname(path), { refuseWritable: true });
  if (await answers(path)) throw alreadyRunning(path);
  if (!isPipe) rmSync(path, { force: true });

  const sockets = new Set<Socket>();
  const lineSessions = new Map<Socket, LineSession>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => {
      sockets.delete(socket);
      lineSessions.delete(socket);
    });
    // A peer that vanishes is told by 'close'; an unheard 'error' would end the process.
    socket.on('error', () => {});
    route(socket, options, (session) => lineSessions.set(socket, session)).catch(() =>
      socket.destroy(),
    );
  });
  await bind(server, path);
  if (!isPipe) chmodSync(path, 0o600);
  const identity = isPipe ? undefined : statSync(path).ino;
  return {
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const session of lineSessions.values()) session.sayFarewell();
      endAll(sockets);
      if (identity !== undefined) removeOwn(path, identity);
      await closed;
    },
  };
}

function bind(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    // For good: a later one, such as too many open files, must not end the process.
    server.on('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? alreadyRunning(path) : cannotListen(path, error)),
    );
    server.listen(path, resolve);
  });
}

/** What was written still leaves; a peer that does not close its side is not waited for. */
function endAll(sockets: ReadonlySet<Socket>): void {
  // Behind what was just written.
  setImmediate(() => {
    for (const socket of sockets) socket.end();
  });
  setTimeout(() => {
    for (const socket of sockets) socket.destroy();
  }, lingerMs).unref();
}

async function route(
  socket: Socket,
  options: LocalSocketOptions,
  onLineSession: (session: LineSession) => void,
): Promise<void> {
  const first = await firstChunk(socket);
  if (!first) return;
  if (first[0] === openBrace) onLineSession(new LineSession(socket, options));
  else (await options.http()).emit('connection', socket);
  socket.unshift(first);
  socket.resume();
}

/** A connection that says nothing is given up, so that it cannot be held open for ever. */
function firstChunk(socket: Socket): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    const giveUp = setTimeout(() => socket.destroy(), greetingDeadlineMs);
    const end = () => {
      clearTimeout(giveUp);
      resolve(undefined);
    };
    socket.once('close', end);
    socket.once('data', (chunk: Buffer) => {
      clearTimeout(giveUp);
      socket.off('close', end);
      socket.pause();
      resolve(chunk);
    });
  });
}

/** Whether a hub listens at `path`: a stale socket refuses, a live one accepts. */
function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    const settle = (live: boolean) => {
      socket.destroy();
      resolve(live);
    };
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
  });
}

/** Never takes away the socket of a hub that has come after us. */
function removeOwn(path: string, inode: number): void {
  try {
    if (statSync(path).ino === inode) unlinkSync(path);
  } catch {
    // Already gone.
  }
}

function alreadyRunning(path: string): LoomError {
  return new LoomError('hub-already-running', `a hub is already running at ${path}`);
}

function cannotListen(path: string, cause: Error): LoomError {
  return new LoomError('file-unwritable', `cannot listen on ${path}: ${cause.message}`, { cause });
}

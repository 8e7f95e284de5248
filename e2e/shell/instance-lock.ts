import { spawnSync } from 'node:child_process';
import { readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { isAlive } from '../harness/processes.ts';

type OnSecond = (argv: string[], folder: string) => Promise<void>;

/**
 * Electron's `requestSingleInstanceLock` as Chromium does it on Linux: a symbolic link names the
 * process that has the lock, and a second one hands its command line over on a socket. A lock whose
 * holder is gone is taken over.
 */
export function takeInstanceLock(folder: string, onSecond: OnSecond): boolean {
  const lock = join(folder, 'SingletonLock');
  const socket = join(folder, 'SingletonSocket');
  const holder = holderOf(lock);
  if (holder !== undefined && isAlive(holder)) {
    handOver(socket);
    return false;
  }
  rmSync(lock, { force: true });
  rmSync(socket, { force: true });
  symlinkSync(String(process.pid), lock);
  listen(socket, onSecond);
  process.on('exit', () => {
    rmSync(lock, { force: true });
    rmSync(socket, { force: true });
  });
  return true;
}

function holderOf(lock: string): number | undefined {
  try {
    return Number(readlinkSync(lock));
  } catch {
    return undefined;
  }
}

function listen(socket: string, onSecond: OnSecond): void {
  const server = createServer({ allowHalfOpen: true }, async (second) => {
    const { argv, folder } = JSON.parse(await text(second)) as { argv: string[]; folder: string };
    second.end();
    await onSecond(argv, folder);
  });
  server.listen(socket).unref();
}

/** The call is synchronous, so another process talks to the holder, until that has taken it. */
function handOver(socket: string): void {
  const input = JSON.stringify({ argv: process.argv, folder: process.cwd() });
  const script = `
    const line = require('node:net').connect(process.argv[1]).resume();
    process.stdin.pipe(line).on('error', () => process.exit(1));`;
  const { status } = spawnSync(process.execPath, ['-e', script, socket], { input });
  if (status !== 0) throw new Error('the holder of the lock did not take the command line');
}

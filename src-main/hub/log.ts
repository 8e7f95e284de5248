import { renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import pino from 'pino';
import type { LogLine } from '../../src-shared/contract/logs.ts';
import type { Config } from '../../src-shared/domain/config.ts';
import { makeFolders } from './platform/make-folders.ts';

/** The hub's own log. Never given payloads or secrets. */
export interface HubLog {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
  close(): Promise<void>;
}

const rotateAt = 5 * 1024 * 1024;

/**
 * Logs as JSON lines into `file`, which is set aside as `file.1` whenever it has grown large. A disk
 * that takes nothing does not hinder the hub: `onLine` still hears everything.
 */
export function openHubLog(
  file: string,
  level: Config['log']['level'],
  onLine: (line: LogLine) => void,
): HubLog {
  const { destination, close } = openDestination(file);
  let closed = false;
  const logger = pino({ level, base: { pid: process.pid } }, destination);
  const both =
    (write: 'info' | 'warn' | 'error') =>
    (details: object, message: string): void => {
      if (!closed) logger[write](details, message);
      onLine({ at: Date.now(), pid: process.pid, text: message });
    };
  return {
    info: both('info'),
    warn: both('warn'),
    error: both('error'),
    close() {
      closed = true;
      return close();
    },
  };
}

/** `close` resolves when all is written, or cannot be. */
function openDestination(file: string): {
  destination: pino.DestinationStream;
  close(): Promise<void>;
} {
  let size = setAsideLarge(file);
  const destination = pino.destination({ ...settings, dest: file });
  let broken = false;
  destination.on('error', () => {
    broken = true;
  });
  destination.on('write', (bytes: number) => {
    broken = false;
    size += bytes;
    if (size <= rotateAt) return;
    // Opened anew even where it could not be set aside: then its size is only looked at again later.
    size = setAsideLarge(file);
    destination.reopen();
  });
  return {
    destination,
    close: () =>
      new Promise((resolve) => {
        // Not `flushSync`: on a full disk it tries for ever.
        if (broken) resolve(destination.destroy());
        else
          destination
            .once('close', resolve)
            .once('error', () => resolve())
            .end();
      }),
  };
}

/** Sets a file aside that has grown too large; returns the size of what stands there then. */
function setAsideLarge(file: string): number {
  try {
    makeFolders(dirname(file));
    const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    if (size <= rotateAt) return size;
    renameSync(file, `${file}.1`);
  } catch {
    // Then opening it fails too, and its 'error' says so.
  }
  return 0;
}

/** What a disk does not take is kept up to a limit. */
const settings = { mode: 0o600, sync: false, minLength: 0, maxLength: 1024 * 1024 };

import { lstatSync, readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { homedir, userInfo } from 'node:os';
import { dirname } from 'node:path';
import { LoomError } from '../../src-shared/errors.ts';
import { type HubFile, loomPaths, type Paths } from '../../src-shared/paths.ts';

/** Loom's paths for whoever runs this process. */
export function ownPaths(env: Readonly<Record<string, string | undefined>>): Paths {
  return loomPaths({ platform: process.platform, home: homeFolder(), user: userName(), env });
}

/** Without HOME and a name there is none; containers then say `/`, and so do we. */
export function homeFolder(): string {
  try {
    return homedir();
  } catch {
    return '/';
  }
}

/** In containers the user often has a number but no name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? 'user');
  }
}

/**
 * A connection to the running hub; undefined where none answers. A stale hub.json or a socket file
 * that a killed hub left behind is no hub.
 */
export async function findHub(paths: Paths): Promise<Socket | undefined> {
  const named = endpointIn(paths.hubFile);
  const endpoints = named && named !== paths.socket ? [named, paths.socket] : [paths.socket];
  for (const endpoint of endpoints) {
    const socket = await tryEndpoint(endpoint);
    if (socket) return socket;
  }
  return undefined;
}

/** The endpoint that hub.json names. No file, or a half-written one: no hub has said where it is. */
function endpointIn(hubFile: string): string | undefined {
  try {
    const { socket } = JSON.parse(readFileSync(hubFile, 'utf8')) as Partial<HubFile>;
    return typeof socket === 'string' ? socket : undefined;
  } catch {
    return undefined;
  }
}

async function tryEndpoint(endpoint: string): Promise<Socket | undefined> {
  if (process.platform !== 'win32' && !checkOwner(dirname(endpoint))) return undefined;
  return new Promise((resolve) => {
    const socket = connect(endpoint, () => {
      socket.off('error', onError);
      resolve(socket);
    });
    const onError = () => resolve(undefined);
    socket.on('error', onError);
  });
}

/**
 * Whether the socket's folder is there. Somebody else's would be a trap (design.md section 8): who
 * owns the folder decides what listens in it.
 */
function checkOwner(folder: string): boolean {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  if (!found || found.uid === process.getuid?.()) return found !== undefined;
  throw new LoomError('unsafe-directory', `the socket's folder ${folder} belongs to another user`);
}

import type { Socket } from 'node:net';
import { LoomError } from '../../src-shared/errors.ts';
import type { Paths } from '../../src-shared/paths.ts';
import { findHub } from './find-hub.ts';
import { type HubProgram, hubPrograms } from './hub-programs.ts';
import { type HubStart, startHub } from './start-hub.ts';

export interface OpenHubOptions {
  paths: Paths;
  /** The hub's entry where one may be started, else undefined. */
  entry: string | undefined;
  /** Whether a hub ran until now: somebody may be restarting it, an upgrade for one. */
  recovering: boolean;
  /** Reports progress to the user. */
  tell(text: string): void;
}

const deadlineMs = 30_000;
/** After losing a hub: the time for its successor to appear before we start one. */
const graceMs = 200;
/** Between two starts of a hub, where the first met another hub. */
const againMs = 500;
/** Between two looks for a hub that is starting: short at first, since a user waits for it. */
const firstPauseMs = 5;
const pauseGrowth = 1.1;
const longestPauseMs = 100;

/** Connects to the hub, and starts one where none answers. Throws `hub-not-running` in the end. */
export async function openHub(options: OpenHubOptions): Promise<Socket> {
  const running = await findHub(options.paths);
  return running ?? waitForHub(options);
}

async function waitForHub({ paths, entry, recovering, tell }: OpenHubOptions): Promise<Socket> {
  if (!entry && !recovering) throw new LoomError('hub-not-running', 'no hub runs');
  const deadline = Date.now() + deadlineMs;
  let startAt = Date.now() + (recovering ? graceMs : 0);
  const programs = entry ? programsFor(entry) : [];
  let start: HubStart | undefined;
  try {
    for (let pauseMs = firstPauseMs; Date.now() < deadline; pauseMs *= pauseGrowth) {
      const [program] = programs;
      if (entry && program && !start && Date.now() >= startAt) {
        start = startHub({ entry, program, paths });
        if (start) tell(`no hub runs, started one (pid ${start.pid})`);
      }
      await pause(Math.min(pauseMs, longestPauseMs));
      const socket = await findHub(paths);
      if (socket) return socket;
      const outcome = start?.outcome() ?? 'pending';
      if (outcome === 'pending') continue;
      // The next way in its place: one is enough to find out that this one leads nowhere.
      if (programs.length > 1) programs.shift();
      else if (outcome instanceof LoomError) throw outcome;
      // Where there is another hub, it is on its way up, or down: then it takes another start.
      start?.release();
      start = undefined;
      startAt = Date.now() + (outcome === 'superfluous' ? againMs : 0);
    }
    throw new LoomError('hub-not-running', `no hub answered within ${deadlineMs / 1000} s`);
  } finally {
    start?.release();
  }
}

function programsFor(entry: string): HubProgram[] {
  const { env, platform, execPath: runtime } = process;
  return hubPrograms({ entry, env, platform, runtime });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

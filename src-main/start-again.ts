import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * This very program once more, with the same arguments, in the same terminal and under the same
 * supervisor: in place of this process where the system can do that, else beside it while it ends.
 * Nothing of the hub may be open any more.
 */
export function startAgain(): void {
  const { execPath, execArgv, argv, platform } = process;
  const args = [...execArgv, ...argv.slice(1)];
  const env = ownEnv();
  if (platform !== 'win32') {
    try {
      process.execve?.(execPath, [execPath, ...args], env);
    } catch {
      // The other way, then.
    }
  }
  spawn(execPath, args, { env, stdio: 'inherit', detached: true, windowsHide: true }).unref();
}

/** In a package the app's runtime is told so to be Node; `loom` takes that out of its environment. */
function ownEnv(): Record<string, string> {
  const set = Object.entries(process.env).filter((entry): entry is [string, string] =>
    Boolean(entry[1]),
  );
  const runsAsNode = process.versions.electron !== undefined && { ELECTRON_RUN_AS_NODE: '1' };
  return { ...Object.fromEntries(set), ...runsAsNode };
}

/**
 * Says that a hub is on its way, as a proxy does that starts one (`proxy/start-hub.ts`): else those
 * that lose theirs now would start another, and the successor found its place taken. It is forgotten
 * after a few seconds.
 */
export function keepPlace(state: string): void {
  try {
    writeFileSync(join(state, 'hub.starting'), '', { mode: 0o600 });
  } catch {
    // Then the first of them is the successor.
  }
}

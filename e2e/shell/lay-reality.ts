/** What a process really does, laid over a stand-in that only remembers. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { takeInstanceLock } from './instance-lock.ts';
import type { StandIn } from './this-stand-in.ts';

/** How the app is to find itself; by the variable STAND_IN. */
export interface Reality {
  /** As installed, not run from its sources. */
  packaged?: boolean;
  /** What its user reads, the first one best. */
  languages?: string[];
}

/** The lock between processes, the end of the process, signals, and what Electron refuses. */
export function layReality({ app }: StandIn, reality: Reality): void {
  app.isPackaged = reality.packaged ?? false;
  app.languages = reality.languages ?? app.languages;
  app.setPath = (name, path) => {
    if (!existsSync(path)) throw new Error(`Failed to set path: there is no ${path}`);
    app.paths.set(name, path);
  };
  const ready = untilReady();
  app.whenReady = () => ready;
  app.requestSingleInstanceLock = () =>
    takeInstanceLock(app.paths.get('userData') ?? '', async (argv, folder) => {
      await ready;
      app.emit('second-instance', {}, argv, folder, undefined);
    });
  app.relaunch = () => void app.prependOnceListener('exit', startAnew);
  app.on('exit', () => process.exit(app.exitCode));
  // Electron lives until it quits, whatever Node has to do; here at the latest until its test is gone.
  setInterval(() => {}, 2 ** 30);
  process.on('disconnect', () => app.quit());
  // It quits on these, as on a click on Quit.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => app.quit());
}

/** Not before the app's own code has run, and not at once after it. */
function untilReady(): Promise<void> {
  return new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
}

function startAnew(): void {
  const [program, ...args] = process.argv;
  const runShell = new URL('./run-shell.ts', import.meta.url).pathname;
  spawn(program ?? '', [runShell, ...args], { detached: true, stdio: 'ignore' }).unref();
}

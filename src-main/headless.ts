/** The hub without Electron: run as `node headless.js`, or by `loom serve`. */
import { homedir, userInfo } from 'node:os';
import { fileURLToPath } from 'node:url';
import { errorCodes, toLoomError } from '../src-shared/errors.ts';
import type { HeadlessModule, HubFlags } from '../src-shared/headless.ts';
import { loomPaths } from '../src-shared/paths.ts';
import { version } from '../src-shared/version.ts';
import { describeStart } from './describe-start.ts';
import { createHub, type HubDeps } from './hub/hub.ts';

const headless = { runHeadless } satisfies Partial<HeadlessModule>;

/** Runs a hub until SIGINT, SIGTERM or `loom stop`. */
export async function runHeadless({ flags }: { flags: HubFlags }): Promise<number> {
  const stop = Promise.withResolvers<void>();
  try {
    const hub = await createHub({ ...hostDeps(flags), onStopRequested: () => stop.resolve() });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => stop.resolve());
    process.stdout.write(
      `${describeStart(hub.service.state(), await hub.service.consoleLink().catch(() => undefined))}\n`,
    );
    await stop.promise;
    await hub.close();
    return 0;
  } catch (thrown) {
    const error = toLoomError(thrown);
    process.stderr.write(`loom: ${error.message}\n  → ${error.remedy}\n`);
    if (error.code === 'internal') process.stderr.write(`${(thrown as Error).stack ?? ''}\n`);
    return errorCodes[error.code].exit;
  }
}

function hostDeps(flags: HubFlags): Omit<HubDeps, 'onStopRequested'> {
  const { username, shell } = userInfo();
  const home = homedir();
  return {
    host: 'headless',
    version,
    paths: loomPaths({ platform: process.platform, home, user: username, env: process.env }),
    flags,
    platform: process.platform,
    home,
    env: process.env,
    shell,
    rendererDir: fileURLToPath(new URL('../renderer', import.meta.url)),
  };
}

if (import.meta.main) process.exit(await headless.runHeadless({ flags: {} }));

/** The hub without Electron: run as `node headless.cjs`, or by `loom serve`. */
import { fileURLToPath } from 'node:url';
import { errorCodes, toLoomError } from '../src-shared/errors.ts';
import type { HeadlessModule } from '../src-shared/headless.ts';
import { describeStart } from './describe-start.ts';
import { hostDeps } from './host-deps.ts';
import { createHub, type Hub } from './hub/hub.ts';
import { problemOf } from './hub/problems.ts';
import { keepGarbageYoung } from './keep-garbage-young.ts';
import { keepPlace, startAgain } from './start-again.ts';

// From dist/main.
const root = fileURLToPath(new URL('../..', import.meta.url));

/** Runs a hub until SIGINT, SIGTERM, SIGHUP or `loom stop`; starts it again where that is asked. */
export const runHeadless: HeadlessModule['runHeadless'] = async ({ flags }) => {
  const stop = Promise.withResolvers<'stop' | 'restart'>();
  let isToEnd = false;
  try {
    const deps = hostDeps('headless', root, flags);
    const hub = await createHub({
      ...deps,
      onStopRequested: () => stop.resolve('stop'),
      onRestartRequested: () => stop.resolve('restart'),
    });
    keepGarbageYoung();
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        // Also while it closes to start again.
        isToEnd = true;
        stop.resolve('stop');
      });
    }
    process.stdout.write(`${describeStart(hub.service.state(), await consoleLink(hub))}\n`);
    const wish = await stop.promise;
    if (wish === 'restart') keepPlace(deps.paths.state);
    await hub.close();
    if (wish === 'restart' && !isToEnd) {
      keepPlace(deps.paths.state);
      startAgain();
    }
    return 0;
  } catch (thrown) {
    return report(thrown);
  }
};

/** A link lets whoever has it in: it goes to a person's terminal, never into a log. */
async function consoleLink({ service }: Hub): Promise<string> {
  if (!process.stdout.isTTY) return '`loom console` prints a link';
  return await service.consoleLink().catch(() => 'needs HTTP, which is off');
}

export const validateFiles: HeadlessModule['validateFiles'] = async ({ flags }) => {
  const { validateFiles: validate } = await import('./hub/registry/validate.ts');
  const { paths, env } = hostDeps('headless', root, flags);
  const problems = await validate({
    registryPath: flags.registry ?? paths.registry,
    configPath: flags.config ?? paths.config,
    env,
    flags,
  });
  return problems.map(problemOf);
};

export const scanSecrets: HeadlessModule['scanSecrets'] = async ({ flags }) => {
  const { scanMachine } = await import('./hub/secret-scan/scan-machine.ts');
  const { paths, platform, home, env } = hostDeps('headless', root, flags);
  const registryPath = flags.registry ?? paths.registry;
  const configPath = flags.config ?? paths.config;
  return await scanMachine({ registryPath, configPath, platform, home, env });
};

export const planAdoption: HeadlessModule['planAdoption'] = async (options) => {
  const { planAdoption: plan } = await import('./hub/secret-scan/plan-adoption.ts');
  return (await plan(options)).map(({ adoption }) => adoption);
};

export const adoptSecrets: HeadlessModule['adoptSecrets'] = async (options) => {
  const { adoptSecrets: adopt } = await import('./hub/secret-scan/adopt-secrets.ts');
  return await adopt(options);
};

export const doctor: HeadlessModule['doctor'] = async ({ flags, hub }) => {
  const { runDoctor } = await import('./hub/doctor/run-doctor.ts');
  return await runDoctor({ ...hostDeps('headless', root, flags), hub });
};

function report(thrown: unknown): number {
  const error = toLoomError(thrown);
  const file = error.place?.file;
  const place = file === undefined || error.message.includes(file) ? '' : `  in ${file}\n`;
  process.stderr.write(`loom: ${error.message}\n${place}  → ${error.remedy}\n`);
  if (error.code === 'internal' && thrown instanceof Error)
    process.stderr.write(`${thrown.stack}\n`);
  return errorCodes[error.code].exit;
}

// Not awaited at the top level: the build makes this CommonJS, which starts faster.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  void runHeadless({ flags: {} }).then((code) => process.exit(code));
}

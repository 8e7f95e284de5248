import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Command } from 'commander';
import { LoomError } from '../../../src-shared/errors.ts';
import type { Context } from '../../context.ts';
import { openHub } from '../../proxy/open-hub.ts';
import { takeLease } from '../../proxy/start-hub.ts';
import { type OwnService, ownService, runAll, serviceText } from '../../service/own-service.ts';
import { stableProgram } from '../../stable-program.ts';
import { waitUntilGone } from '../stop.ts';
import { isAgreed } from '../sync/is-agreed.ts';

interface Options {
  dryRun?: boolean;
  yes?: boolean;
}

export function addServiceInstall(service: Command, context: Context): void {
  service
    .command('install')
    .description('start the hub whenever you log in; shows the file first, and asks')
    .option('--dry-run', 'only show what would be done')
    .option('-y, --yes', 'do not ask')
    .action(async (options: Options) => {
      const own = ownService(context.io);
      const text = serviceText(own, await stableProgram(context), context.io);
      const plan = { file: own.file, text, commands: own.kind.start(own.host) };
      if (options.dryRun) return context.print(plan, () => describe(plan));
      context.note(describe(plan));
      if (!(await isAgreed(context, 'Write this file and start the hub by it?', options.yes))) {
        context.note('Nothing was changed.');
        context.exitCode = 1;
        return;
      }
      await install(context, own, text);
      const { kind, file } = own;
      context.print({ file }, () => `The hub is a service of ${kind.label} now.`);
      if (kind.hint) context.note(`Note: ${kind.hint}`);
    });
}

interface Plan {
  file: string;
  text: string;
  commands: readonly string[][];
}

function describe({ file, text, commands }: Plan): string {
  const lines = commands.map((command) => `  ${command.join(' ')}`);
  return `${file}:\n\n${text.replace(/^(?=.)/gm, '  ')}\nThen:\n${lines.join('\n')}\n`;
}

/** The running hub gives way to the service's; clients wait for that one in the meantime. */
async function install(context: Context, own: OwnService, text: string): Promise<void> {
  const { io, paths, hub } = context;
  if (own.text !== undefined) await runAll(io, own.kind.end(own.host)).catch(() => undefined);
  // No proxy that loses its hub starts another while we hold this.
  const lease = takeLease(paths.state);
  const [registering, ...starting] = own.kind.start(own.host);
  let isRegistered = false;
  try {
    await hub.hub.stop().catch(() => undefined);
    await waitUntilGone(paths);
    write(own.file, text);
    await runAll(io, registering ? [registering] : []);
    isRegistered = true;
    await runAll(io, starting);
    (await openHub({ paths, entry: undefined, recovering: true, tell: () => {} })).destroy();
  } catch (thrown) {
    // What was refused may be somebody else's service of that name, which stays.
    if (isRegistered) await runAll(io, own.kind.end(own.host)).catch(() => undefined);
    putBack(own);
    throw thrown;
  } finally {
    lease?.release();
  }
}

function write(file: string, text: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.new`, text, { mode: 0o644 });
    renameSync(`${file}.new`, file);
  } catch (cause) {
    throw new LoomError('file-unwritable', `${file} cannot be written: ${String(cause)}`, {
      cause,
    });
  }
}

function putBack({ file, text }: OwnService): void {
  rmSync(`${file}.new`, { force: true });
  if (text === undefined) rmSync(file, { force: true });
  else write(file, text);
}

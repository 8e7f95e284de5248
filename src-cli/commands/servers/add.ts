import { type Command, Option } from 'commander';
import type { ServerDetails } from '../../../src-shared/contract/servers.ts';
import { LoomError } from '../../../src-shared/errors.ts';
import { confirm } from '../../confirm.ts';
import type { Context } from '../../context.ts';
import { describeStarted } from '../../describe-server.ts';
import { fromHub, type HubClient } from '../../hub-client.ts';
import { hubStarting } from '../../hub-starting.ts';
import { plainText } from '../../output/style.ts';
import { wrapText } from '../../output/table.ts';
import { startServer } from '../../start-server.ts';
import {
  type AddOptions,
  buildEntry,
  collectPairs,
  describeEntry,
  entryWarnings,
} from './entry.ts';
import { readInitialize } from './show.ts';

interface Options extends AddOptions {
  yes?: boolean;
  start: boolean;
}

export function addAdd(servers: Command, context: Context): void {
  servers
    .command('add')
    .description('add a server to registry.yaml and try it')
    .argument('<name>', 'what to call it: letters, digits, - and _')
    .argument('[command...]', 'after --: the command that starts it, with its arguments')
    .usage(
      '[options] <name> -- <command> [args...]\n       loom servers add [options] <name> --url <url>',
    )
    .addOption(
      new Option('--transport <kind>', 'by default stdio, or http with --url').choices([
        'stdio',
        'http',
        'sse',
      ]),
    )
    .option('--url <url>', 'of a remote server')
    .option('-H, --header <NAME=value...>', 'sent with every request', collectPairs)
    .option('-e, --env <NAME=value...>', 'set for the command', collectPairs)
    .option('--cwd <folder>', 'where the command runs')
    .addOption(
      new Option('--scope <scope>', 'how instances are shared').choices([
        'auto',
        'shared',
        'project',
        'session',
      ]),
    )
    .option('--title <title>', 'shown to people')
    .option(
      '--idle-stop <duration>',
      'stop after doing nothing for so long, such as 10m; 0s: never',
    )
    .option('--eager', 'start together with the hub')
    .option('--disabled', 'only write it down')
    .option('--no-start', 'do not try it')
    .option('-y, --yes', 'do not ask')
    .action((id: string, words: string[], options: Options) =>
      addServer(context, { id, words, options }),
    );
}

interface Request {
  id: string;
  words: string[];
  options: Options;
}

async function addServer(context: Context, { id, words, options }: Request): Promise<void> {
  const entry = buildEntry(words, options, context.io.cwd);
  const starts = options.start && !options.disabled;
  context.note(describeEntry(id, entry));
  for (const warning of entryWarnings(entry, context.io.cwd)) context.note(`Note: ${warning}`);
  if (!(await isAgreed(context, starts ? 'Add and start it?' : 'Add it?', options.yes))) {
    context.note('Nothing was added.');
    context.exitCode = 1;
    return;
  }
  const hub = await hubStarting(context);
  await hub.servers.add({ id, entry });
  if (starts) await probe(context, hub, id);
  const details = await hub.servers.get({ id });
  context.print(details, () => (starts ? describeFound(details, context) : `${id} is added.`));
}

async function isAgreed(
  context: Context,
  question: string,
  yes: boolean | undefined,
): Promise<boolean> {
  if (yes) return true;
  if (!context.io.stdin.isTTY) {
    throw new LoomError('usage', 'A command is added only after somebody agreed to it.', {
      remedy: 'Run this in a terminal, or add --yes.',
    });
  }
  return confirm(context.io, question);
}

/** Starts it for the first time; a failure leaves the entry in place and says so. */
async function probe(context: Context, hub: HubClient, id: string): Promise<void> {
  try {
    await startServer(context, hub, { id, how: 'start' });
  } catch (thrown) {
    const error = fromHub(thrown);
    throw new LoomError(error.code, `${id} is added, but it did not start: ${error.message}`, {
      server: error.server ?? id,
      stderr: error.stderr,
      cause: error.cause,
      ...(error.place && { place: error.place }),
      remedy:
        `${error.remedy}\nThe entry stays: \`loom servers restart ${id}\` tries again, ` +
        `\`loom servers remove ${id}\` takes it out.`,
    });
  }
}

const shownTools = 8;

function describeFound({ view, initialize, tools }: ServerDetails, { page }: Context): string {
  const { serverInfo } = readInitialize(initialize);
  const lines = [describeStarted(view)];
  if (serverInfo) lines.push(`It calls itself ${plainText(serverInfo)}.`);
  const names = tools.slice(0, shownTools).map(({ name }) => plainText(name));
  if (tools.length > shownTools) names.push(`and ${tools.length - shownTools} more`);
  if (names.length > 0)
    lines.push(...wrapText(names.join(', '), page.width - 2).map((line) => `  ${line}`));
  return lines.join('\n');
}

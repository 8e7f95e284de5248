import type { Command } from 'commander';
import type { LogLine } from '../../src-shared/contract/logs.ts';
import { LoomError } from '../../src-shared/errors.ts';
import type { Context } from '../context.ts';
import type { HubClient } from '../hub-client.ts';
import { plainText } from '../output/style.ts';
import { formatClock } from '../output/units.ts';
import { aboutServer } from '../suggest.ts';

interface Filter {
  server?: string;
}

export function addLogs(program: Command, context: Context): void {
  program
    .command('logs')
    .description('what the servers (and the hub) wrote')
    .argument('[server]', 'only this server')
    .option('-f, --follow', 'go on with what comes (with --json one object per line)')
    .action(async (server: string | undefined, { follow }: { follow?: boolean }) => {
      const { hub } = context;
      const filter: Filter = server === undefined ? {} : { server };
      const show = () =>
        follow ? followLogs(context, hub, filter) : showRecent(context, hub, filter);
      await (server === undefined ? show() : aboutServer(hub, server, show));
    });
}

async function showRecent(context: Context, hub: HubClient, filter: Filter): Promise<void> {
  const lines = await hub.logs.recent(filter);
  context.print(lines, () => lines.map((line) => formatLine(line, context)).join('\n'));
}

/** Ends well by Ctrl-C (130) or when nobody reads any more (0); a lost hub is a failure. */
async function followLogs(context: Context, hub: HubClient, filter: Filter): Promise<void> {
  const interrupt = new AbortController();
  const stopListening = context.io.onInterrupt(() => {
    context.exitCode = 130;
    interrupt.abort();
  });
  const signal = AbortSignal.any([interrupt.signal, context.unread]);
  try {
    await writeLines(context, await openLines(hub, filter, signal));
    throw new LoomError('hub-not-running', 'The hub stopped; there are no more lines.');
  } catch (thrown) {
    if (!signal.aborted) throw thrown;
  } finally {
    stopListening();
  }
}

/** Recent lines, then new ones. Following starts first, so that none between is lost. */
async function openLines(hub: HubClient, filter: Filter, signal: AbortSignal) {
  const following = await hub.logs.follow(filter, { signal });
  const recent = await hub.logs.recent(filter, { signal });
  return lines();

  async function* lines() {
    yield* recent;
    const shown = new Set(recent.map((line) => JSON.stringify(line)));
    for await (const line of following) {
      if (!shown.delete(JSON.stringify(line))) yield line;
    }
  }
}

async function writeLines(context: Context, lines: AsyncIterable<LogLine>): Promise<void> {
  for await (const line of lines) {
    const text = context.json ? JSON.stringify(line) : formatLine(line, context);
    context.io.stdout.write(`${text}\n`);
  }
}

function formatLine({ at, server, pid, text }: LogLine, { style }: Context): string {
  const source = `${server ?? 'hub'}${pid === undefined ? '' : `[${pid}]`}`;
  return `${style('dim', formatClock(at))} ${style('cyan', source)} ${plainText(text)}`;
}

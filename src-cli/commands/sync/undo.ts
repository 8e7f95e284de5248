import { type Command, InvalidArgumentError } from 'commander';
import type { JournalEntry, SyncResult } from '../../../src-shared/domain/client.ts';
import type { Context } from '../../context.ts';
import { hubStarting } from '../../hub-starting.ts';
import { type Column, formatTable } from '../../output/table.ts';
import { countOf, formatMoment } from '../../output/units.ts';
import { describePreview, describeRefusals, describeWritten } from './describe-change.ts';
import { isAgreed } from './is-agreed.ts';

interface Options {
  to?: number;
  list?: boolean;
  dryRun?: boolean;
  yes?: boolean;
}

export function addUndo(sync: Command, context: Context): void {
  sync
    .command('undo')
    .description("take back what Loom wrote into clients' files, byte for byte")
    .argument('[clients...]', 'without any: all that was written last')
    .option('--to <number>', 'back to before that write; --list shows the numbers', parseNumber)
    .option('--list', 'only show what was written')
    .option('--dry-run', 'only show what would be done')
    .option('-y, --yes', 'do not ask')
    .action(async (clients: string[], _: Options, command: Command) => {
      // `sync` knows some of these options as well, and commander gives them to it.
      const options: Options = command.optsWithGlobals();
      if (options.list) return await list(context, clients);
      await undo(context, clients, options);
    });
}

async function undo(context: Context, clients: string[], options: Options): Promise<void> {
  const hub = await hubStarting(context);
  const request = {
    ...(clients.length > 0 && { targets: clients }),
    ...(options.to !== undefined && { to: options.to }),
  };
  const preview = await hub.clients.previewUndo(request);
  const due = preview.changes.filter(({ action }) => action !== 'none');
  if (preview.refused.length > 0) context.exitCode = 1;
  if (options.dryRun || due.length === 0) {
    context.print(preview, () =>
      preview.changes.length + preview.refused.length === 0
        ? 'Loom has written nothing that could be taken back.'
        : describePreview(preview, context),
    );
    return;
  }
  context.note(describePreview(preview, context));
  const question = `Take back ${countOf(due.length, 'change')}?`;
  if (!(await isAgreed(context, question, options.yes))) {
    context.note('Nothing was changed.');
    context.exitCode = 1;
    return;
  }
  const result = await hub.clients.undo({ request, seen: preview.changes });
  if (result.refused.length > 0) context.exitCode = 1;
  context.print(result, () =>
    [
      describeWritten(result.written, preview, context),
      adviseAfterUndo(result.written),
      describeRefusals(result.refused, context),
    ]
      .filter(Boolean)
      .join('\n'),
  );
}

/** An undo is a write like any other. */
function adviseAfterUndo([first, ...others]: SyncResult['written']): string {
  if (!first) return '';
  return others.length === 0
    ? `Changed your mind: \`loom sync undo --to ${first.journal}\`.`
    : 'Changed your mind: `loom sync undo CLIENT --to NUMBER`, with the number above.';
}

async function list(context: Context, clients: readonly string[]): Promise<void> {
  const hub = await hubStarting(context);
  const all = await hub.clients.history({});
  const entries =
    clients.length === 0 || clients.includes('all')
      ? all
      : all.filter(({ target }) =>
          clients.some((client) => target === client || target.startsWith(`${client}:`)),
        );
  context.print(entries, () =>
    entries.length > 0
      ? formatTable(entries, columns(context.io.now()), context.page)
      : all.length === 0
        ? 'Loom has written nothing yet.'
        : `Loom has written nothing for ${clients.join(', ')}.`,
  );
}

function columns(now: number): Column<JournalEntry>[] {
  return [
    { heading: 'NUMBER', value: ({ id }) => String(id), align: 'right', format: () => 'bold' },
    { heading: 'WHEN', value: ({ at }) => formatMoment(at, now) },
    { heading: 'CLIENT', value: ({ target }) => target },
    { heading: 'BY', value: ({ by }) => by },
    {
      heading: 'WHAT',
      value: ({ what, isKept }) => (isKept ? what : `${what} (too old to take back)`),
    },
    { heading: 'FILE', value: ({ file }) => file, format: () => 'dim', wrap: true },
  ];
}

function parseNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new InvalidArgumentError('expected a number of `loom sync undo --list`');
}

import type { Command } from 'commander';
import type { Context } from '../context.ts';
import type { HubClient } from '../hub-client.ts';
import { withSpinner } from '../output/spinner.ts';
import { formatTable } from '../output/table.ts';
import { aboutServer } from '../suggest.ts';

interface Options {
  server?: string;
  profile?: string;
}

export type Tool = Awaited<ReturnType<HubClient['tools']['list']>>[number];

export function addTools(program: Command, context: Context): void {
  program
    .command('tools')
    .description('the tools that clients see')
    .option('--server <server>', 'only those of one server')
    .option('--profile <profile>', 'as a client with that profile sees them')
    .action(async (filter: Options) => {
      const { hub } = context;
      const list = () => withSpinner(context, 'Asking the servers', () => hub.tools.list(filter));
      const tools = await (filter.server ? aboutServer(hub, filter.server, list) : list());
      context.print(tools, () => formatTools(tools, context));
    });
}

function formatTools(tools: readonly Tool[], { page }: Context): string {
  if (tools.length === 0) return 'No tools. `loom servers list` shows the servers and their state.';
  return formatTable(
    tools,
    [
      { heading: `TOOL (${tools.length})`, value: ({ name }) => name },
      { heading: 'SERVER', value: ({ server }) => server },
      { heading: 'DESCRIPTION', value: describeTool, format: () => 'dim', wrap: true },
    ],
    page,
  );
}

/** The title or the first line of the description; a server may have sent anything. */
function describeTool({ definition }: Tool): string {
  const { title, description } = (definition ?? {}) as Record<string, unknown>;
  if (typeof description === 'string') return description.trim().split('\n')[0] ?? '';
  return typeof title === 'string' ? title : '';
}

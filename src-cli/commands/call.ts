import type { Command } from 'commander';
import { didYouMean } from '../../src-shared/did-you-mean.ts';
import { LoomError } from '../../src-shared/errors.ts';
import { parseArguments } from '../call-arguments.ts';
import { formatCallResult } from '../call-result.ts';
import type { Context } from '../context.ts';
import { fromHub, type HubClient } from '../hub-client.ts';
import { withSpinner } from '../output/spinner.ts';
import { withSuggestion } from '../suggest.ts';
import type { Tool } from './tools.ts';

interface Options {
  profile?: string;
  project?: string;
}

interface Call {
  name: string;
  words: string[];
  options: Options;
}

export function addCall(program: Command, context: Context): void {
  program
    .command('call')
    .description('call a tool, as a client would')
    .argument('<tool>', 'its name, such as files__read_file')
    .argument('[arguments...]', 'a JSON object, or key=value and key:=json')
    .option('--profile <profile>', 'as a client with that profile')
    .option('--project <folder>', 'the project folder, by default this one')
    .action((name: string, words: string[], options: Options) =>
      callTool(context, { name, words, options }),
    );
}

async function callTool(context: Context, { name, words, options }: Call): Promise<void> {
  const { hub } = context;
  const { profile } = options;
  const { result } = await withSpinner(context, `Calling ${name}`, async () => {
    const parsed = await parseArguments(words, () => findSchema(hub, name, profile));
    const project = options.project ?? context.io.cwd;
    return suggestingTool(hub, { name, profile }, () =>
      hub.tools.call({ name, arguments: parsed, project, ...(profile && { profile }) }),
    );
  });
  if (isError(result)) context.exitCode = 1;
  context.print(result, () => formatCallResult(result, context));
}

/** The input schema by exposed name, or by the bare name where only one server has it. */
async function findSchema(hub: HubClient, name: string, profile?: string): Promise<unknown> {
  const tools = await listTools(hub, profile);
  const bare = tools.filter(({ upstreamName }) => upstreamName === name);
  const tool =
    tools.find((known) => known.name === name) ?? (bare.length === 1 ? bare[0] : undefined);
  return (tool?.definition as { inputSchema?: unknown } | undefined)?.inputSchema;
}

async function suggestingTool<T>(
  hub: HubClient,
  { name, profile }: { name: string; profile: string | undefined },
  call: () => Promise<T>,
): Promise<T> {
  try {
    return await call();
  } catch (thrown) {
    const error = fromHub(thrown);
    // A client sees an unknown name as a refused request, so that is how the router answers.
    if (error.code !== 'not-found' && error.code !== 'tool-failed') throw error;
    const tools = await listTools(hub, profile);
    const bearers = tools.filter(({ upstreamName }) => upstreamName === name);
    if (bearers.length === 1 || tools.some((tool) => tool.name === name)) throw error;
    if (bearers.length > 1) throw ambiguous(name, bearers);
    const meant = didYouMean(name, namesLike(name, tools));
    const unknown = new LoomError('not-found', `There is no tool "${name}".`, {
      remedy: '`loom tools` shows what there is.',
      // The hub's own words name the servers that could not be listed, and why.
      ...(meant === undefined && { cause: new Error(error.message) }),
    });
    throw withSuggestion(unknown, meant, 'loom tools');
  }
}

/** A bare name is taken where one server alone has it. */
function ambiguous(name: string, bearers: readonly Tool[]): LoomError {
  const names = bearers.map((tool) => tool.name).join(', ');
  return new LoomError('not-found', `Several servers have a tool "${name}".`, {
    remedy: `Say which: ${names}`,
  });
}

/** A name with a server's prefix never stands for another server's tool. */
function namesLike(name: string, tools: readonly Tool[]): string[] {
  const names = tools.map((tool) => tool.name);
  return name.includes('__') ? names : [...names, ...tools.map((tool) => tool.upstreamName)];
}

function listTools(hub: HubClient, profile: string | undefined): Promise<Tool[]> {
  return hub.tools.list(profile ? { profile } : {});
}

function isError(result: unknown): boolean {
  return (result as { isError?: unknown } | undefined)?.isError === true;
}

import type { Command } from 'commander';
import type {
  ImportCandidate,
  ImportPlan,
  ImportRequest,
} from '../../../src-shared/domain/import.ts';
import { errorCodes, LoomError } from '../../../src-shared/errors.ts';
import { askLine } from '../../ask-line.ts';
import { confirm } from '../../confirm.ts';
import type { Context } from '../../context.ts';
import { hubStarting } from '../../hub-starting.ts';
import { countOf } from '../../output/units.ts';
import { importBundle } from './bundle/import-bundle.ts';
import { bundleFile } from './bundle/is-bundle.ts';
import { chooseCandidates } from './choose-candidates.ts';
import { describePlan, describeResult } from './describe-import.ts';
import { importRequest } from './import-request.ts';

interface Options {
  project?: string;
  server?: string[];
  as?: string;
  set?: string[];
  dryRun?: boolean;
  yes?: boolean;
}

export function addImport(program: Command, context: Context): void {
  program
    .command('import')
    .description(
      "read servers out of clients' files, a bundle (.mcpb), a file or a text into registry.yaml",
    )
    .argument(
      '[what...]',
      'clients or all (the default), a .mcpb bundle, a file, - for stdin, an install link, or a ' +
        'command line such as "claude mcp add …"',
    )
    .usage('[options] [client...|all] [file|-]\n       loom import [options] -- claude mcp add ...')
    .option('--project <folder>', "the project's files, in place of the user's")
    .option('--server <names...>', 'only these, by the names or numbers that it shows')
    .option('--as <name>', 'another name for it, where it is one')
    .option('--set <name=value>', 'of a bundle: a setting; again for each further one', more, [])
    .option('--dry-run', 'only show what was found')
    .option('-y, --yes', 'do not ask')
    .action((words: string[], options: Options) => importServers(context, words, options));
}

function more(value: string, before: string[]): string[] {
  return [...before, value];
}

async function importServers(context: Context, words: string[], options: Options): Promise<void> {
  const [word, ...others] = words;
  const bundle = word === undefined ? undefined : await bundleFile(word, context.io.cwd);
  if (bundle !== undefined) {
    if (others.length === 0) return await importBundle(context, bundle, options);
    throw new LoomError('usage', 'Only one bundle can be imported at once.');
  }
  const request = await importRequest(words, context.io, options.project);
  const hub = await hubStarting(context);
  const plan = await hub.clients.findServers(request);
  const wanted = options.server && chooseCandidates(options.server, plan.candidates);
  const possible = wanted ?? plan.candidates.filter(({ alreadyAs }) => alreadyAs === undefined);
  if (options.dryRun || possible.length === 0) {
    if (isNothingRead(plan)) context.exitCode = errorCodes['invalid-client-file'].exit;
    context.print(plan, () => describePlan(plan, context.style));
    return;
  }
  checkName(options, possible);
  context.note(describePlan(plan, context.style));
  const chosen = await choose(context, { possible, plan, options });
  if (chosen.length === 0) {
    context.note('Nothing was added.');
    context.exitCode = 1;
    return;
  }
  await add(context, { request, chosen, as: options.as });
}

/** Whoever gives a text and gets nothing made a mistake; a client may well have no servers. */
function isNothingRead({ unreadable, read, candidates }: ImportPlan): boolean {
  return candidates.length === 0 && read.length === 0 && unreadable.length > 0;
}

function checkName({ as }: Options, possible: readonly ImportCandidate[]): void {
  if (as === undefined || possible.length === 1) return;
  throw new LoomError('usage', `One name is given, and there are ${possible.length} servers.`, {
    remedy: 'Choose one of them: --server NAME.',
  });
}

interface Choice {
  possible: ImportCandidate[];
  plan: ImportPlan;
  options: Options;
}

async function choose(
  { io }: Context,
  { possible, plan, options }: Choice,
): Promise<ImportCandidate[]> {
  if (options.yes) return possible;
  if (!io.stdin.isTTY) {
    throw new LoomError('usage', 'Commands are added only after somebody agreed to them.', {
      remedy: 'Run this in a terminal, or add --yes; --server NAME chooses.',
    });
  }
  if (possible.length === 1 || options.server) {
    const what =
      possible.length === 1 ? (possible[0]?.id ?? '') : countOf(possible.length, 'server');
    return (await confirm(io, `Add ${options.as ?? what}?`)) ? possible : [];
  }
  const answer = await askLine(io, 'Add which? Names or numbers, "all", or nothing:');
  if (/^(all|\*)$/i.test(answer)) return possible;
  const words = answer
    .split(/[\s,]+/)
    .filter((word) => word !== '' && !/^(no|n|none)$/i.test(word));
  return chooseCandidates(words, plan.candidates);
}

interface Addition {
  request: ImportRequest;
  chosen: readonly ImportCandidate[];
  as: string | undefined;
}

async function add(context: Context, { request, chosen, as }: Addition): Promise<void> {
  const choices = chosen.map(({ id, digest }) => ({ id, digest, ...(as !== undefined && { as }) }));
  const result = await context.hub.clients.importServers({ request, choices });
  if (result.refused.length > 0) context.exitCode = 1;
  context.print(result, () => describeResult(result, context.style));
}

import { Command } from 'commander';
import { errorCodes } from '../src-shared/errors.ts';
import { version } from '../src-shared/version.ts';
import { addCommands } from './commands/index.ts';
import { type Context, createContext } from './context.ts';
import { type CliIo, type CliOutput, processIo } from './io.ts';
import { createStyle } from './output/style.ts';
import { reportFailure } from './report-failure.ts';

/**
 * Runs one `loom` command line (without node and script) and resolves to its exit code; it prints
 * failures itself and never rejects.
 */
export async function runCli(argv: string[], io: CliIo = processIo()): Promise<number> {
  const unread = new AbortController();
  const onStdoutError = (error: NodeJS.ErrnoException) => {
    unread.abort();
    // A reader such as `head` that has seen enough is no failure.
    if (error.code !== 'EPIPE') io.stderr.write(`error: stdout: ${error.message}\n`);
  };
  const onStderrError = () => {};
  io.stdout.on('error', onStdoutError);
  io.stderr.on('error', onStderrError);
  const context = createContext({ io, json: asksForJson(argv), unread: unread.signal });
  const code = await runProgram(argv, context);
  // The caller may end the process at once, and a pipe need not have taken everything yet.
  await Promise.all([io.stdout, io.stderr].map(flush));
  return code;
}

async function runProgram(argv: string[], context: Context): Promise<number> {
  const program = createProgram(context);
  try {
    await program.parseAsync(argv, { from: 'user' });
    return context.exitCode;
  } catch (thrown) {
    return context.unread.aborted ? 0 : reportFailure(thrown, context, calledBy(argv, program));
  }
}

/** The command that was called, as far as there is one of that name: `loom secret set`. */
function calledBy(argv: readonly string[], program: Command): string {
  const names = [program.name()];
  let at = program;
  for (const word of argv) {
    if (word.startsWith('-')) continue;
    const next = at.commands.find((command) => command.name() === word);
    if (!next) break;
    names.push(word);
    at = next;
  }
  return names.join(' ');
}

function flush(output: CliOutput): Promise<void> {
  return new Promise((resolve) => output.write('', () => resolve()));
}

/** The whole command tree, without running anything. */
export function createProgram(context: Context): Command {
  const program = new Command('loom')
    .description('One local endpoint for every MCP server.')
    .version(version, '-V, --version', 'print the version')
    .option('--json', 'print JSON, failures too')
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
    .addHelpText('after', `\n${exitCodeHelp}`);
  configureOutput(program, context);
  addCommands(program, context);
  return program;
}

function configureOutput(program: Command, { io }: Context): void {
  const style = createStyle({ isTTY: io.stdout.isTTY === true, env: io.env });
  program
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      // runCli prints the failure once, in Loom's own form.
      outputError: () => {},
      getOutHelpWidth: () => io.stdout.columns || 80,
      getErrHelpWidth: () => io.stderr.columns || 80,
      getOutHasColors: () => true,
      getErrHasColors: () => true,
    })
    .configureHelp({
      showGlobalOptions: true,
      // Those of `loom sync` mean nothing to `loom sync undo`.
      visibleGlobalOptions: (command) =>
        command === program ? [] : program.options.filter(({ hidden }) => !hidden),
      styleTitle: (title) => style('bold', title),
    });
}

/** Known before parsing, since a command line that cannot be parsed is answered in JSON too. */
function asksForJson(argv: string[]): boolean {
  const end = argv.indexOf('--');
  return (end < 0 ? argv : argv.slice(0, end)).includes('--json');
}

const exitCodeHelp = `Exit codes:
  0   done
  1   the tool reported a failure, a check failed, or you answered no
  ${errorCodes.usage.exit}   the command line is wrong
  ${errorCodes['invalid-registry'].exit}   a file is broken, unreadable or unwritable, or a reference has no value
  ${errorCodes['not-found'].exit}   no such server, tool or profile, or the name is taken
  ${errorCodes['hub-not-running'].exit}   the hub is not running, or went away
  ${errorCodes['hub-already-running'].exit}   a hub is running already
  ${errorCodes['unsafe-listener'].exit}   the hub may not listen there
  ${errorCodes['server-failed'].exit}   a server failed
  ${errorCodes['vault-locked'].exit}   the store of secrets is locked, away or damaged
  69  not built yet, or no Node found
  ${errorCodes.internal.exit}  a bug in Loom
  130 interrupted`;

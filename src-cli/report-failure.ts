import { CommanderError } from 'commander';
import { errorCodes, LoomError, messageOf } from '../src-shared/errors.ts';
import type { Context } from './context.ts';
import { fromHub } from './hub-client.ts';
import { createStyle, plainText, type Style } from './output/style.ts';

/**
 * Prints a failure (stderr, or stdout with `--json`) and gives the exit code that belongs to it.
 *
 * @param command - what was called, such as `loom secret set`: whose help is the one to read.
 */
export function reportFailure(
  thrown: unknown,
  { io, json }: Pick<Context, 'io' | 'json'>,
  command = 'loom',
): number {
  if (thrown instanceof CommanderError && isHelp(thrown)) return thrown.exitCode === 0 ? 0 : 2;
  const error = thrown instanceof CommanderError ? fromCommander(thrown, command) : fromHub(thrown);
  if (json) {
    io.stdout.write(`${JSON.stringify({ error: failureData(error) }, null, 2)}\n`);
  } else {
    const style = createStyle({ isTTY: io.stderr.isTTY === true, env: io.env });
    io.stderr.write(`${formatFailure(error, style)}\n`);
  }
  return errorCodes[error.code].exit;
}

/** What happened, where, why, what the server last said, and what to do. */
export function formatFailure(error: LoomError, style: Style): string {
  const lines = [`${style('red', 'error:')} ${plainText(error.message)}`];
  if (error.place && !namesPlace(error)) lines.push(`  at ${formatPlace(error.place)}`);
  const cause = causeOf(error);
  if (cause) lines.push(`  because ${indent(plainText(cause))}`);
  if (error.stderr.length > 0) {
    lines.push(`  last output of ${error.server ?? 'the server'}:`);
    for (const line of error.stderr) lines.push(style('dim', `    ${plainText(line)}`));
  }
  lines.push(`${style('cyan', '→')} ${indent(plainText(error.remedy))}`);
  return lines.join('\n');
}

/** That the whole of a file is meant, and it is named already. */
function namesPlace({ place, message }: LoomError): boolean {
  return place !== undefined && place.line === undefined && message.includes(place.file);
}

/** `file:line:column`, as far as they are known. */
export function formatPlace(place: {
  file: string;
  line?: number | undefined;
  column?: number | undefined;
}): string {
  const { file, line, column } = place;
  return [plainText(file), line, column].filter((part) => part !== undefined).join(':');
}

function failureData(error: LoomError) {
  const { code, message, remedy, server, place, stderr } = error;
  const cause = causeOf(error);
  return { code, message, remedy, cause, server, place, ...(stderr.length > 0 && { stderr }) };
}

function causeOf({ cause, message }: LoomError): string | undefined {
  if (cause === undefined) return undefined;
  const text = messageOf(cause);
  return text === '' || message.includes(text) ? undefined : text;
}

/** Help was shown, as asked or for want of a subcommand: nothing more to print. */
function isHelp({ code }: CommanderError): boolean {
  return ['commander.help', 'commander.helpDisplayed', 'commander.version'].includes(code);
}

/** Commander's message is `error: …`, sometimes followed by a line with its suggestion. */
function fromCommander({ message }: CommanderError, command: string): LoomError {
  const [what = message, ...suggestion] = message.replace(/^error: /, '').split('\n');
  const remedy = suggestion.join(' ').replace(/^\((.*)\)$/, '$1');
  const help = `\`${command} --help\``;
  return new LoomError('usage', `${what.charAt(0).toUpperCase()}${what.slice(1)}`, {
    remedy: remedy ? `${remedy} ${help} lists everything.` : `See ${help}.`,
  });
}

function indent(text: string): string {
  return text.split('\n').join('\n  ');
}

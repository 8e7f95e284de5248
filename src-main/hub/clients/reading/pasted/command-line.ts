import type { SkippedEntry } from '../found-server.ts';
import { shellWords } from '../split-words.ts';
import { readAddCommand } from './add-command.ts';
import { nameOfEntry } from './name-of-entry.ts';
import type { CommandReading, Pasting } from './pasted.ts';

const program =
  '(?:npx|pnpx|pnpm|npm|yarn|bunx?|uvx?|pipx|docker|podman|dnx|node|deno|python[\\d.]*)';
const start = new RegExp(
  `^\\s*(?:[$%>❯]\\s+)?(?:[A-Za-z_]\\w*=\\S*\\s+)*(?:${program}(?:\\.exe|\\.cmd)?\\s+\\S|` +
    '\\S+(?:[ \\t]+[^\\s{]+){0,4}[ \\t]+mcp[ \\t]+(?:add(?:-json)?|set)[ \\t]|\\S+[ \\t].*--add-mcp[ \\t=])',
);
const path = /^(?:\/(?![/*])|\.\.?[\\/]|~\/|[A-Za-z]:\\)[^\n]*$/;
/** A map, a list, a table or a setting of some file; commands in it are comments or values. */
const setting = /^([[{<"']|\/[/*]|- |[\w."'-]+(:(\s|$)|\s+=))/;

/** Whether a text is a command line, or several. */
export function isCommandLine(text: string): boolean {
  if (path.test(text)) return true;
  const head = text.slice(0, longestCommand).replace(/[ \t]+[\\^`][ \t]*\r?\n/g, ' ');
  const lines = head.split('\n').filter((line) => !/^\s*(#.*)?$/.test(line));
  return !setting.test(lines[0]?.trim() ?? '') && lines.some((line) => start.test(line));
}

/** In characters; whatever is longer is a file. */
const longestCommand = 100_000;

/**
 * `claude mcp add …` and its like of other clients, `code --add-mcp '{…}'`, or the plain command of
 * a server. Nothing is run: what is no such command is left out and said.
 */
export function readCommandLine(text: string): Pasting {
  const words = shellWords(text.replace(/^[ \t]*(?:PS [^>\n]*>|[$%>❯])[ \t]+/gm, ''));
  if (!words) return { ok: false, reason: 'a quote in the command is never closed' };
  const servers: Record<string, unknown> = {};
  const others: SkippedEntry[] = [];
  for (const command of commandsIn(words)) {
    const reading = readCommand(command);
    if (reading.ok) servers[freeName(reading.found.name, servers)] = reading.found.entry;
    else others.push({ name: shownName(command), path: [], reason: reading.reason });
  }
  if (Object.keys(servers).length === 0) {
    return { ok: false, reason: others[0]?.reason ?? 'there is no command in it' };
  }
  const roots = [['servers']];
  return { ok: true, kind: 'command', content: { servers }, roots, clientId: '', others };
}

/** Never the value of a variable, which may be secret. */
function shownName(command: readonly string[]): string {
  const program = command.find((word) => !/^[A-Za-z_]\w*=/.test(word));
  return program ?? command[0]?.replace(/=.*/s, '') ?? '';
}

function commandsIn(words: NonNullable<ReturnType<typeof shellWords>>): string[][] {
  const commands: string[][] = [[]];
  for (const { text, isOperator } of words) {
    if (isOperator) commands.push([]);
    else commands.at(-1)?.push(text);
  }
  return commands.filter((command) => command.length > 0);
}

function readCommand(words: readonly string[]): CommandReading {
  const added = readAddCommand(words);
  if (added) return added;
  const count = words.findIndex((word) => !/^[A-Za-z_]\w*=/.test(word));
  const [command, ...args] = words.slice(Math.max(count, 0));
  const isServer =
    command !== undefined &&
    (isProgram.test(command) || path.test(command)) &&
    !args.slice(0, 2).some((arg) => upkeep.test(arg));
  if (!isServer || count < 0) return { ok: false, reason: 'it is no command that adds a server' };
  if (args.some((arg) => installer.test(arg))) {
    return {
      ok: false,
      reason: 'it installs a server into a client; paste what it would write, or its address',
    };
  }
  const env = Object.fromEntries(words.slice(0, count).map((word) => splitAt(word, '=')));
  const entry = { command, args, env };
  return { ok: true, found: { name: nameOfEntry(entry), entry } };
}

const isProgram = new RegExp(`^${program}(\\.exe|\\.cmd)?$`);
/** What package managers do besides running something. */
const upkeep =
  /^(install|i|ci|add|pull|build|init|update|upgrade|uninstall|remove|compose|login|pip|venv|sync)$/;
const installer = /^(@smithery\/cli|add-mcp|install-mcp|mcp-installer|@mcpmarket\/.*)(@.*)?$/;

function splitAt(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return [text.slice(0, at), text.slice(at + 1)];
}

function freeName(name: string, taken: Readonly<Record<string, unknown>>): string {
  let free = name;
  for (let number = 2; Object.hasOwn(taken, free); number++) free = `${name}-${number}`;
  return free;
}

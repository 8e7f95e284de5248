import { member, textOf, words } from './entry-words.ts';
import { isObject } from './is-object.ts';
import { splitWords } from './split-words.ts';

export interface Launch {
  command: string;
  args: readonly string[];
}

/** Programs that are found on the PATH: what stands behind them are arguments. */
const runner =
  /^(npx|npm|pnpm|pnpx|yarn|bunx?|node|deno|tsx|uvx?|pipx|python[\d.]*|docker|podman|dnx|dotnet|java|jbang|go|cargo|ruby|php|sh|bash|zsh|cmd|env)(\.(exe|cmd|bat))?$/i;

/** What an entry would start, as a list of words; undefined where it starts nothing. */
export function launchOf(
  entry: Readonly<Record<string, unknown>>,
  warn: (text: string) => void = () => {},
): Launch | undefined {
  const value = member(entry, words.command)?.value;
  const args = argsOf(member(entry, words.args)?.value, warn);
  if (Array.isArray(value)) {
    const [command = '', ...first] = value.map(String);
    return command === '' ? undefined : { command, args: [...first, ...args] };
  }
  const command = textOf(entry, words.command);
  if (command === undefined) return undefined;
  const split = args.length === 0 ? splitCommand(command) : undefined;
  if (split) warn('the arguments were inside "command"');
  return split ?? { command, args };
}

function argsOf(value: unknown, warn: (text: string) => void): readonly string[] {
  if (typeof value === 'string') {
    if (value.trim() !== '') warn('"args" was a string');
    return splitWords(value);
  }
  if (!Array.isArray(value)) return [];
  const args = value.filter((arg) => arg != null);
  if (args.some((arg) => typeof arg !== 'string')) warn('arguments were not strings');
  return args.map((arg) => (isObject(arg) || Array.isArray(arg) ? JSON.stringify(arg) : `${arg}`));
}

/** A path may have blanks in it, so only what can be nothing but arguments is cut off. */
function splitCommand(text: string): Launch | undefined {
  if (!/\s/.test(text)) return undefined;
  const program = /^(?:[A-Za-z]:|\\\\)[^"]*?\.(?:exe|cmd|bat|com)(?=\s)/i.exec(text)?.[0];
  if (program !== undefined) {
    return { command: program, args: splitWords(text.slice(program.length)) };
  }
  const [command = '', ...args] = splitWords(text);
  const isBare = !/[\\/]/.test(command) || /^["']/.test(text);
  const isRunner = runner.test(command.split(/[\\/]/).at(-1) ?? '');
  const hasFlags = args.some((arg) => arg.startsWith('-'));
  return args.length > 0 && (isBare || isRunner || hasFlags) ? { command, args } : undefined;
}

/** `cmd /c npx …` is there because Windows starts `npx` only by a shell; Loom adds it by itself. */
export function withoutCmd({ command, args }: Launch): Launch | undefined {
  if (!/(^|[\\/])cmd(\.exe)?$/i.test(command)) return undefined;
  const at = args.findIndex((arg) => /^\/c$/i.test(arg));
  if (at < 0 || !args.slice(0, at).every((arg) => arg.startsWith('/'))) return undefined;
  const [first, ...rest] = args.slice(at + 1);
  if (first === undefined) return undefined;
  return (rest.length === 0 && splitCommand(first)) || { command: first, args: rest };
}

import type { Argument, Command, Option } from 'commander';

export interface Candidate {
  name: string;
  description?: string | undefined;
}

/** Names that only the hub knows. An argument or option called so is completed with them. */
export type NameKind = 'server' | 'tool' | 'secret' | 'token';
export type FetchNames = (kind: NameKind) => Promise<Candidate[]>;

/** What the last word may become. `words` are those after `loom`; no candidates means files. */
export async function completeWords(
  program: Command,
  words: readonly string[],
  fetchNames: FetchNames,
): Promise<Candidate[]> {
  // Bash makes `--server=x` three words.
  const typed = words.filter((word, index) => word !== '=' || index === words.length - 1);
  const current = typed.at(-1) === '=' ? '' : (typed.at(-1) ?? '');
  const place = findPlace(program, typed.slice(0, -1));
  if (!place) return [];
  const candidates = await candidatesAt(place, current, fetchNames);
  return candidates.filter(({ name }) => name.startsWith(current));
}

interface Place {
  command: Command;
  /** The option whose value is being typed. */
  option?: Option | undefined;
  /** How many arguments of the command are there already. */
  argumentCount: number;
}

/** Where in the command tree the words lead; undefined after `--`, where anything may follow. */
function findPlace(program: Command, words: readonly string[]): Place | undefined {
  let place: Place = { command: program, argumentCount: 0 };
  for (const word of words) {
    if (word === '--') return undefined;
    place = place.option ? { ...place, option: undefined } : follow(place, word);
  }
  return place;
}

function follow({ command, argumentCount }: Place, word: string): Place {
  if (word.startsWith('-')) {
    const option = optionsOf(command).find((known) => known.long === word || known.short === word);
    const takesValue = option?.required === true || option?.optional === true;
    return { command, argumentCount, option: takesValue ? option : undefined };
  }
  const next = command.commands.find((known) => known.name() === word);
  if (next && argumentCount === 0) return { command: next, argumentCount: 0 };
  return { command, argumentCount: argumentCount + 1 };
}

async function candidatesAt(
  { command, option, argumentCount }: Place,
  current: string,
  fetchNames: FetchNames,
): Promise<Candidate[]> {
  if (option) return valuesOf(option.argChoices, option.attributeName(), fetchNames);
  if (current.startsWith('-')) return completeOption(command, current, fetchNames);
  if (command.commands.length > 0) return argumentCount === 0 ? subcommandsOf(command) : [];
  const argument = argumentAt(command.registeredArguments, argumentCount);
  return argument ? valuesOf(argument.argChoices, argument.name(), fetchNames) : [];
}

async function completeOption(
  command: Command,
  current: string,
  fetchNames: FetchNames,
): Promise<Candidate[]> {
  const [name, value] = current.split('=', 2);
  const options = optionsOf(command);
  if (value === undefined) {
    return options.map(({ long, short, description }) => ({
      name: long ?? short ?? '',
      description,
    }));
  }
  const option = options.find(({ long }) => long === name);
  if (!option) return [];
  const values = await valuesOf(option.argChoices, option.attributeName(), fetchNames);
  return values.map((candidate) => ({ ...candidate, name: `${name}=${candidate.name}` }));
}

async function valuesOf(
  choices: readonly string[] | undefined,
  name: string,
  fetchNames: FetchNames,
): Promise<Candidate[]> {
  if (choices) return choices.map((choice) => ({ name: choice }));
  return isNameKind(name) ? fetchNames(name) : [];
}

function isNameKind(name: string): name is NameKind {
  return ['server', 'tool', 'secret', 'token'].includes(name);
}

function subcommandsOf(command: Command): Candidate[] {
  return command
    .createHelp()
    .visibleCommands(command)
    .map((known) => ({ name: known.name(), description: known.description() }));
}

/** The command's options, help and those of the commands above it. */
function optionsOf(command: Command): Option[] {
  const help = command.createHelp();
  return [...help.visibleOptions(command), ...help.visibleGlobalOptions(command)];
}

function argumentAt(registered: readonly Argument[], count: number): Argument | undefined {
  const last = registered.at(-1);
  return registered[count] ?? (last?.variadic ? last : undefined);
}

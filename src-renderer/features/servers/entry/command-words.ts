/** A command line as people type it, cut into words: quotes hold together, a backslash stands for itself. */
export function splitCommand(line: string): string[] {
  const words: string[] = [];
  for (const [word] of line.trim().matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)) {
    words.push(word.replace(/"([^"]*)"|'([^']*)'/g, (_, double, single) => double ?? single));
  }
  return words;
}

/** Words as a line that could be typed; as the hub shows commands. */
export function joinCommand(words: readonly string[]): string {
  return words.map(quote).join(' ');
}

/** Arguments as a text with one in each line. What would not come back as it was stands as JSON. */
export function printArguments(args: readonly string[]): string {
  return args
    .map((one) => (/[\n\r]|^\s*$|^"|^\s|\s$/.test(one) ? JSON.stringify(one) : one))
    .join('\n');
}

/** The arguments in such a text; empty lines are none. */
export function readArguments(text: string): string[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const trimmed = line.trim();
    return trimmed === '' ? [] : [readArgument(trimmed)];
  });
}

function readArgument(line: string): string {
  if (!line.startsWith('"')) return line;
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'string' ? value : line;
  } catch {
    return line;
  }
}

function quote(word: string): string {
  return /^[\w@%+=:,./${}-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

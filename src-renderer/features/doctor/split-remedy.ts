export interface RemedyPart {
  kind: 'text' | 'command';
  text: string;
}

/** What stands between backticks, or is nothing but a command line, is a command. */
export function splitRemedy(text: string): RemedyPart[] {
  if (/^(chmod|loom|mkdir|rm) \S/.test(text) && !/[.!]$/.test(text)) {
    return [{ kind: 'command', text }];
  }
  return text
    .split('`')
    .map((part, index): RemedyPart => ({ kind: index % 2 ? 'command' : 'text', text: part }))
    .filter((part) => part.text !== '');
}

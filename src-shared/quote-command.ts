/**
 * A command as one could type it in a POSIX shell, in full. Nothing runs from this text; it is what
 * a person sees before agreeing, so characters that would hide or reorder parts are escaped.
 */
export function quoteCommand(words: readonly string[]): string {
  return words.map(quoteWord).join(' ');
}

function quoteWord(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  if (/[\p{C}\p{Zl}\p{Zp}]/u.test(word))
    return `$'${word.replace(/[\\']|[\p{C}\p{Zl}\p{Zp}]/gu, escapeCharacter)}'`;
  return `'${word.replaceAll("'", "'\\''")}'`;
}

function escapeCharacter(character: string): string {
  if (character === '\\' || character === "'") return `\\${character}`;
  const point = character.codePointAt(0) ?? 0;
  return point > 0xffff
    ? `\\U${point.toString(16).padStart(8, '0')}`
    : `\\u${point.toString(16).padStart(4, '0')}`;
}

export interface ShellWord {
  text: string;
  /** `&&`, `|`, `;`, `>`, the end of a line: what would start, join or redirect programs. */
  isOperator: boolean;
}

const operators = /^(&&|\|\||;;|>>|2>&1|[;&|<>\n])/;
/** Behind any other character a backslash is itself, as in `C:\tools\server.exe`. */
const escapable = /[\s"'\\$`;&|<>()#*?]/;

/**
 * A command line as a shell would cut it, except that nothing is expanded and Windows paths keep
 * their backslashes. A backslash, `^` or a backtick at the end of a line joins it to the next.
 * Undefined where a quote is never closed.
 */
export function shellWords(line: string): ShellWord[] | undefined {
  const text = line.replace(/\r\n?/g, '\n').replace(/[ \t]+[\\^`][ \t]*\n/g, ' ');
  return cutWords(text, true);
}

/** The words of a text that holds arguments and nothing else; at blanks where no quote matches. */
export function splitWords(text: string): string[] {
  const words = cutWords(text, false)?.map((word) => word.text);
  return words ?? text.split(/\s+/).filter((word) => word !== '');
}

function cutWords(text: string, hasOperators: boolean): ShellWord[] | undefined {
  const words: ShellWord[] = [];
  let at = 0;
  while (at < text.length) {
    const rest = text.slice(at, at + 4);
    const operator = hasOperators ? operators.exec(rest)?.[0] : undefined;
    if (operator !== undefined) {
      words.push({ text: operator, isOperator: true });
      at += operator.length;
    } else if (/^\s/.test(rest)) {
      at++;
    } else if (hasOperators && rest.startsWith('#')) {
      at = lineEnd(text, at);
    } else {
      const word = readWord(text, at, hasOperators ? /[\s;&|<>]/ : /\s/);
      if (!word) return undefined;
      words.push({ text: word.text, isOperator: false });
      at = word.end;
    }
  }
  return words;
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

interface Cut {
  text: string;
  end: number;
}

function readWord(text: string, start: number, ends: RegExp): Cut | undefined {
  let word = '';
  let at = start;
  while (at < text.length && !ends.test(text[at] ?? '')) {
    const cut = readPiece(text, at);
    if (!cut) return undefined;
    word += cut.text;
    at = cut.end;
  }
  return { text: word, end: at };
}

/** A character, what stands in quotes, or a `$(…)` or `${…}`, which stay whole. */
function readPiece(text: string, at: number): Cut | undefined {
  const character = text[at] ?? '';
  if (character === "'" || character === '"') return readQuoted(text, at, character);
  if (character === '\\' && escapable.test(text[at + 1] ?? '')) {
    return { text: text[at + 1] ?? '', end: at + 2 };
  }
  const near = text.slice(at, at + 1000);
  const piece = /^\$(\([^()\n]*\)|\{[^{}\n]*\})/.exec(near)?.[0] ?? character;
  return { text: piece, end: at + piece.length };
}

function readQuoted(text: string, start: number, quote: string): Cut | undefined {
  let quoted = '';
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === quote) return { text: quoted, end: at + 1 };
    if (quote === '"' && text[at] === '\\' && /["\\$`]/.test(text[at + 1] ?? '')) at++;
    quoted += text[at];
  }
  return undefined;
}

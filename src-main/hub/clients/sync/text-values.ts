/** A value in a piece of JSON, TOML or YAML, with what its field is called. */
export interface TextValue {
  name: string;
  /** Of the value without its quotes, in the text. */
  start: number;
  end: number;
}

const literal = /"(?:[^"\\\n]|\\.)*"|'[^'\n]*'/g;
/** A value of YAML without quotes, or what follows a sign where quotes do not close. */
const bare =
  /^[ \t]*(?:-[ \t]+)*(?:([\w.-]+)[ \t]*:[ \t]+)?([^\s"'#{}[\],&*|>][^\n]*?)[ \t]*\r?$/gm;

/**
 * Values of a text that may begin and end anywhere between two lines, so that no parser can read it.
 * Where in doubt something is a value that is none: it is only looked at for secrets.
 */
export function textValues(text: string): TextValue[] {
  const quoted = quotedValues(text);
  const rest = [...text.matchAll(bare)].flatMap(
    ({ 0: line, 1: name = '', 2: value = '', index }) => {
      const start = index + line.lastIndexOf(value);
      return value.includes('"') ? [] : [{ name, start, end: start + value.length }];
    },
  );
  return [...quoted, ...rest].sort((one, other) => one.start - other.start);
}

function quotedValues(text: string): TextValue[] {
  const values: TextValue[] = [];
  let before = { text: '', end: 0 };
  for (const { 0: found, index } of text.matchAll(literal)) {
    const end = index + found.length;
    const inside = found.slice(1, -1);
    const isKey = /^[ \t]*[:=]/.test(text.slice(end, end + 8));
    if (!isKey) {
      const gap = text.slice(before.end, index);
      values.push({ name: nameOf(before.text, gap), start: index + 1, end: end - 1 });
    }
    before = { text: inside, end };
  }
  return values;
}

/** The key before it; for one of several arguments, the flag before it. */
function nameOf(before: string, gap: string): string {
  if (/^[ \t]*[:=]\s*$/.test(gap)) return before;
  const key = /([\w.-]+)[ \t]*[:=][ \t]*$/.exec(gap)?.[1];
  if (key !== undefined) return key;
  const flag = /^--?([A-Za-z][\w-]*)$/.exec(before)?.[1];
  return flag !== undefined && /^\s*(,\s*|-\s+)$/.test(gap) ? flag : '';
}

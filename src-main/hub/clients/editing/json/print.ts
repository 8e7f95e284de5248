import type { Json } from '../../client.ts';

/** How new text is laid out. */
export interface PrintStyle {
  /** One step of indentation. */
  unit: string;
  eol: string;
  /** Between a key and its value: `: `, in minified files `:`. */
  colon: string;
  /** Between two members in one line: `, ` or `,`. */
  comma: string;
  /** Within the braces of an object in one line: a blank or nothing. */
  pad: string;
  /** Lists over several lines too, not only objects. */
  longLists: boolean;
}

/** What a value is printed as. */
export interface Printing {
  style: PrintStyle;
  /** Blanks before the line that the value begins in. */
  indent: string;
  inOneLine: boolean;
  /** So many of the outermost containers get a comma behind their last member. */
  trailing: number;
}

export function printMember(key: string | undefined, value: Json, how: Printing): string {
  const printed = printValue(value, how);
  return key === undefined ? printed : JSON.stringify(key) + how.style.colon + printed;
}

export function printValue(value: Json, how: Printing): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const isList = isJsonList(value);
  const entries: [string | undefined, Json][] = isList
    ? value.map((one) => [undefined, one])
    : Object.entries(value);
  const [open, close] = isList ? '[]' : '{}';
  if (entries.length === 0) return `${open}${close}`;
  const { style, indent } = how;
  if (how.inOneLine || (isList && isShort(value, style))) {
    const pad = isList ? '' : style.pad;
    const inner = { ...how, inOneLine: true };
    const members = entries.map(([key, one]) => printMember(key, one, inner));
    return `${open}${pad}${members.join(style.comma)}${pad}${close}`;
  }
  const inner = { ...how, indent: indent + style.unit, trailing: how.trailing - 1 };
  const members = entries.map(([key, one]) => inner.indent + printMember(key, one, inner));
  const last = how.trailing > 0 ? ',' : '';
  return [open, members.join(`,${style.eol}`) + last, indent + close].join(style.eol);
}

/** A list of words stays in one line, as people write it, unless its neighbours do not. */
function isShort(list: readonly Json[], style: PrintStyle): boolean {
  return !style.longLists && list.every((one) => typeof one !== 'object' || one === null);
}

function isJsonList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

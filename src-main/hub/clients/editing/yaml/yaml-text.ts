import type { Json, JsonObject } from '../../client.ts';

/** How a file writes what is nested; widths in columns. */
export interface YamlStyle {
  /** From a key to the keys below it. */
  step: number;
  /** From a key to the dashes of its list; 0 where they stand right below it. */
  dash: number;
  /** The whole file is JSON: everything is quoted. */
  isJson: boolean;
}

/** A value in one line, as every version of YAML and every reader of it takes it. */
export function yamlFlow(value: Json, style: YamlStyle): string {
  if (typeof value === 'string') return scalarText(value, style);
  // YAML 1.1 takes `1e-7` for a text.
  if (typeof value === 'number') return String(value).replace(/^(-?\d+)e/, '$1.0e');
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return `[${value.map((item) => yamlFlow(item, style)).join(', ')}]`;
  const pairs = Object.entries(value as JsonObject).map((pair) => yamlPair(pair, style));
  return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`;
}

/** `key: value` in one line. */
export function yamlPair([key, value]: [string, Json], style: YamlStyle): string {
  return `${scalarText(key, style)}: ${yamlFlow(value, style)}`;
}

/** One line per key, and per entry of a list of objects; lists of texts in one line. */
export function yamlLines(value: Json, style: YamlStyle): string[] {
  if (Array.isArray(value)) return value.flatMap((item: Json) => yamlItem(item, style, ' '));
  if (!isBlock(value)) return [yamlFlow(value, style)];
  return Object.entries(value as JsonObject).flatMap(([key, member]) => {
    if (!isBlock(member)) return [yamlPair([key, member], style)];
    const indent = ' '.repeat(Array.isArray(member) ? style.dash : style.step);
    const below = yamlLines(member, style).map((line) => indent + line);
    return [`${scalarText(key, style)}:`, ...below];
  });
}

/** The lines of one entry of a list, `gap` behind its dash. */
export function yamlItem(value: Json, style: YamlStyle, gap: string): string[] {
  const lines = yamlLines(value, style);
  return lines.map((line, at) => (at === 0 ? `-${gap}` : ` ${gap}`) + line);
}

function isBlock(value: Json): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const members = Object.values(value);
  return Array.isArray(value) ? members.some(isBlock) : members.length > 0;
}

/** What needs no quotes in any version of YAML, in block and in flow style alike. */
const plain = /^[A-Za-z_/][\w./@+-]*$/;
const otherTypes = /^(?:true|false|yes|no|on|off|y|n|null)$/i;

function scalarText(text: string, { isJson }: YamlStyle): string {
  if (isJson) return doubleQuoted(text);
  if (plain.test(text) && !otherTypes.test(text)) return text;
  // Windows paths stay readable between single quotes, where nothing is escaped.
  const literal = text.includes('\\') && /^[\x20-\x7E\u00A0-\u1FFF]*$/.test(text);
  return literal ? `'${text.replaceAll("'", "''")}'` : doubleQuoted(text);
}

/** JSON's escapes are YAML's; what some readers take for a line break is escaped, too. */
function doubleQuoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007F-\u009F\u2028\u2029\uFEFF\uFFFE\uFFFF]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

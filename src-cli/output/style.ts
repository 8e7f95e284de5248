import { stripVTControlCharacters, styleText } from 'node:util';

export type Format = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** Colours a text, or leaves it as it is where colours are off. */
export type Style = (format: Format, text: string) => string;

export interface ColourChoice {
  isTTY: boolean;
  env: Readonly<Record<string, string | undefined>>;
}

/** Colours only on a terminal that can show them, and never against NO_COLOR (no-color.org). */
export function createStyle({ isTTY, env }: ColourChoice): Style {
  const colours = isTTY && !env.NO_COLOR && env.TERM !== 'dumb';
  if (!colours) return (_format, text) => text;
  return (format, text) => styleText(format, text, { validateStream: false });
}

/**
 * Text from a server or a file, safe to print on a terminal: without escape sequences and control
 * characters other than newline and tab, which could recolour, overwrite or reorder what is shown.
 */
export function plainText(text: string): string {
  const withoutSequences = stripVTControlCharacters(text).replaceAll('\r\n', '\n');
  return withoutSequences.replace(/(?![\n\t])[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '');
}

import type { lintSource } from '@secretlint/core';
import { isTokenText } from '../../../src-shared/domain/token.ts';

/** A piece of a text that has the format of a well-known kind of token. */
export interface KnownFormat {
  /** Whose tokens look so: `github`, `slack`. */
  format: string;
  start: number;
  end: number;
}

export interface NamedText {
  /** Of the field that it stands in: some formats are known by it. */
  name: string;
  text: string;
}

/** Finds tokens of known formats: for each text, what is in it. */
export type FindKnownFormats = (texts: readonly NamedText[]) => Promise<KnownFormat[][]>;

type Message = Awaited<ReturnType<typeof lintSource>>['messages'][number];

/**
 * The rules for which this file has its own reading: a password in a URL is found by the URL's
 * parts, and no comment in somebody's file switches a check off.
 */
const unused = ['basicauth', 'database-connection-string', 'filter-comments'];
const prefix = '@secretlint/secretlint-rule-';

/**
 * The rules of secretlint, which its authors keep up to date. They are loaded here and not before:
 * they take a tenth of a second. Their messages repeat what they found, so only names and places of
 * it leave this file.
 */
export async function loadKnownFormats(): Promise<FindKnownFormats> {
  const [core, preset] = await Promise.all([
    import('@secretlint/core'),
    import('@secretlint/secretlint-rule-preset-recommend'),
  ]);
  const rules = preset.rules
    .map((rule) => ({ id: rule.meta.id, rule }))
    .filter(({ id }) => !unused.includes(id.slice(prefix.length)));
  return async (texts) => {
    const { content, starts } = joinTexts(texts);
    const { messages } = await core.lintSource({
      source: { filePath: 'values.txt', content, ext: '.txt', contentType: 'text' },
      options: { noPhysicFilePath: true, config: { rules } },
    });
    const found = texts.map(({ text }) => loomTokens(text));
    for (const message of messages) {
      const index = starts.findLastIndex((start) => start <= message.range[0]);
      const { name = '', text = '' } = texts[index] ?? {};
      const at = message.range[0] - (starts[index] ?? 0) - `${name}=`.length;
      found[index]?.push({ format: formatOf(message), ...spanOf(message, text, at) });
    }
    return found;
  };
}

/** All in one, since each run of the rules leaves measurements behind that are searched in the next. */
function joinTexts(texts: readonly NamedText[]): { content: string; starts: number[] } {
  const starts: number[] = [];
  let content = '';
  for (const { name, text } of texts) {
    starts.push(content.length);
    content += `${name}=${text}\n\n`;
  }
  return { content, starts };
}

function formatOf({ ruleId }: Message): string {
  return ruleId.replace(prefix, '');
}

/** What a rule found, where it says that exactly; else the whole text. Some report a wrong range. */
function spanOf({ data }: Message, text: string, at: number): { start: number; end: number } {
  const found = Object.values(data ?? {})
    .filter((value) => typeof value === 'string' && value !== '' && text.includes(value))
    .map(String)
    .sort((a, b) => b.length - a.length)[0];
  if (found === undefined) return { start: 0, end: text.length };
  const start = at >= 0 && text.startsWith(found, at) ? at : text.indexOf(found);
  return { start, end: start + found.length };
}

/** Those with which clients come to a hub such as this one. */
function loomTokens(text: string): KnownFormat[] {
  return [...text.matchAll(/(?<![\w-])loom_[0-9A-Za-z]+(?![\w-])/g)]
    .filter(({ 0: token }) => isTokenText(token))
    .map(({ 0: token, index }) => ({ format: 'loom', start: index, end: index + token.length }));
}

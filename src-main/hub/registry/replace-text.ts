import { isAlias, isScalar } from 'yaml';
import type { YamlText } from './edit-yaml.ts';
import { locate } from './locate.ts';
import { lineEnding, type TextEdit } from './splice-text.ts';

export interface NewText {
  /** Keys and indices from the root. */
  path: readonly (string | number)[];
  text: string;
}

/**
 * Puts a quoted text in place of the one at the path, and leaves every other byte as it is; undefined
 * where there is none. Where an alias stands there, it is replaced, not what it stands for.
 */
export function replaceText(yaml: YamlText, { path, text }: NewText): TextEdit | undefined {
  const node = locate(yaml.document, path)[path.length]?.node;
  if (!(isScalar(node) || isAlias(node)) || !node.range) return undefined;
  const [start, end] = node.range;
  const isSingle = isScalar(node) && node.type === 'QUOTE_SINGLE' && !/[^\P{Cc}]/u.test(text);
  const quoted = isSingle ? `'${text.replaceAll("'", "''")}'` : JSON.stringify(text);
  // The lines of a block are its own, the end of the last one included.
  const ending = yaml.text[end - 1] === '\n' ? lineEnding(yaml.text) : '';
  return { start, end, text: quoted + ending };
}

import { de } from './de.ts';
import { type DesktopWords, en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { ja } from './ja.ts';
import { zh } from './zh.ts';

/** The same as the console has. */
export const desktopLanguages = { en, de, es, fr, ja, zh } satisfies Record<string, DesktopWords>;

const known = new Map<string, DesktopWords>(Object.entries(desktopLanguages));

/**
 * The words of the first of a person's languages that there is, English where there is none.
 *
 * @param wanted - as systems name them: `de`, `pt-BR`, `zh_Hant_TW`.
 */
export function wordsFor(...wanted: readonly string[]): DesktopWords {
  for (const locale of wanted) {
    const [language = ''] = locale.toLowerCase().split(/[-_.]/);
    const words = known.get(language);
    if (words) return words;
  }
  return en;
}

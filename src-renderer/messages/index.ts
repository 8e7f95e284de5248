import { en } from './en/index.ts';
import type { Messages } from './messages.ts';

/** Every language by its own name; all but English load when they are chosen. */
export const languages = {
  en: { name: 'English', load: async (): Promise<Messages> => en },
  de: { name: 'Deutsch', load: async (): Promise<Messages> => (await import('./de/index.ts')).de },
  es: { name: 'Español', load: async (): Promise<Messages> => (await import('./es/index.ts')).es },
  fr: { name: 'Français', load: async (): Promise<Messages> => (await import('./fr/index.ts')).fr },
  ja: { name: '日本語', load: async (): Promise<Messages> => (await import('./ja/index.ts')).ja },
  zh: { name: '中文', load: async (): Promise<Messages> => (await import('./zh/index.ts')).zh },
};

export type Language = keyof typeof languages;

/**
 * The reader's own kind of a language, such as `en-GB`: it decides how dates and times are written, which
 * differs more from country to country than from language to language.
 */
export function chooseRegion(language: Language, wanted: readonly string[]): string {
  const own = wanted.find((tag) => tag.toLowerCase().split('-')[0] === language);
  return own !== undefined && isLocale(own) ? own : language;
}

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    // A system's own name, such as `en-US@posix`.
    return false;
  }
}

/** The first of the reader's languages that there is; English where there is none. */
export function chooseLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const [primary = ''] = tag.toLowerCase().split('-');
    if (Object.hasOwn(languages, primary)) return primary as Language;
  }
  return 'en';
}

import type { Language } from '../index.ts';
import type { PresetTexts } from './preset-texts.ts';

/** Loaded with the presets only: no other page shows them. */
export const presetTexts: Readonly<Record<Language, () => Promise<PresetTexts>>> = {
  en: async () => ({}),
  de: async () => (await import('./de.ts')).texts,
  es: async () => (await import('./es.ts')).texts,
  fr: async () => (await import('./fr.ts')).texts,
  ja: async () => (await import('./ja.ts')).texts,
  zh: async () => (await import('./zh.ts')).texts,
};

import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';
import { chooseLanguage, type Language, languages } from '../messages/index.ts';

/** How this browser shows the console; kept in it, and nowhere else. */
export interface Preferences {
  theme: 'auto' | 'light' | 'dark';
  density: 'normal' | 'compact';
  /** `auto`: what the browser asks for. */
  language: 'auto' | Language;
}

const defaults: Preferences = { theme: 'auto', density: 'normal', language: 'auto' };
const key = 'loom.preferences';

interface Shared {
  preferences: Preferences;
  language: Language;
  set(changes: Partial<Preferences>): void;
}

const PreferencesContext = createContext<Shared | undefined>(undefined);

export function PreferencesProvider({ children }: { children: ReactNode }) {
  const [preferences, setPreferences] = useState(read);
  const set = useCallback((changes: Partial<Preferences>) => {
    setPreferences((before) => {
      const next = { ...before, ...changes };
      write(next);
      return next;
    });
  }, []);
  const language =
    preferences.language === 'auto' ? chooseLanguage(navigator.languages) : preferences.language;
  const shared = useMemo(() => ({ preferences, language, set }), [preferences, language, set]);
  return <PreferencesContext value={shared}>{children}</PreferencesContext>;
}

export function usePreferences(): Shared {
  const shared = useContext(PreferencesContext);
  if (!shared) throw new Error('usePreferences outside of PreferencesProvider');
  return shared;
}

function read(): Preferences {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Preferences>;
    return {
      theme: kept.theme === 'light' || kept.theme === 'dark' ? kept.theme : defaults.theme,
      density: kept.density === 'compact' ? 'compact' : defaults.density,
      language:
        kept.language && Object.hasOwn(languages, kept.language)
          ? kept.language
          : defaults.language,
    };
  } catch {
    // Storage is off or holds something else: nothing is lost but a preference.
    return defaults;
  }
}

function write(preferences: Preferences): void {
  try {
    localStorage.setItem(key, JSON.stringify(preferences));
  } catch {
    // As above; they hold until the page is closed.
  }
}

import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { en } from '../messages/en/index.ts';
import { chooseRegion, type Language, languages } from '../messages/index.ts';
import type { Messages } from '../messages/messages.ts';
import { createFormats, type Formats } from './formats.ts';
import { usePreferences } from './preferences.tsx';

interface Shared {
  language: Language;
  messages: Messages;
  formats: Formats;
}

const MessagesContext = createContext<Shared>({
  language: 'en',
  messages: en,
  formats: createFormats('en', en),
});

/** The console's texts in the reader's language; English until they are there. */
export function MessagesProvider({ children }: { children: ReactNode }) {
  const { language } = usePreferences();
  const [loaded, setLoaded] = useState<{ language: Language; messages: Messages }>({
    language: 'en',
    messages: en,
  });
  useEffect(() => {
    let stale = false;
    languages[language].load().then(
      (messages) => {
        if (stale) return;
        document.documentElement.lang = language;
        setLoaded({ language, messages });
      },
      // Built files of an older version are gone: English is better than nothing.
      () => undefined,
    );
    return () => {
      stale = true;
    };
  }, [language]);
  const shared = useMemo(
    () => ({
      ...loaded,
      formats: createFormats(
        loaded.language,
        loaded.messages,
        chooseRegion(loaded.language, navigator.languages),
      ),
    }),
    [loaded],
  );
  return <MessagesContext value={shared}>{children}</MessagesContext>;
}

/** Every text, by page: `const { servers, common } = useMessages()`. */
export function useMessages(): Messages {
  return useContext(MessagesContext).messages;
}

/** The language of those texts. */
export function useLanguage(): Language {
  return useContext(MessagesContext).language;
}

/** Numbers, sizes and times as the reader's language writes them. */
export function useFormats(): Formats {
  return useContext(MessagesContext).formats;
}

import { useEffect, useState } from 'react';
import type { Setting } from './setting.ts';
import { isChange, readText, textOf } from './setting-text.ts';

/** What is typed and not saved yet, by key. */
export interface Drafts {
  textOf(setting: Setting): string;
  set(setting: Setting, text: string): void;
  drop(key: string): void;
  /** Changes of keys that hold only together with this one. */
  withIt(key: string): { key: string; value: unknown }[];
}

/** Keys that the hub takes only both or none. */
const partners: Readonly<Record<string, string>> = {
  'http.tls_cert_file': 'http.tls_key_file',
  'http.tls_key_file': 'http.tls_cert_file',
};

export function useDrafts(settings: readonly Setting[]): Drafts {
  const [drafts, setDrafts] = useState<Readonly<Record<string, Draft>>>({});
  // What is done must not come back when the file says again what it said before.
  useEffect(() => setDrafts((now) => withoutVoid(now, settings)), [settings]);
  const read = (setting: Setting) => {
    const draft = drafts[setting.key];
    return draft && holds(draft, setting) ? draft.text : textOf(setting.written);
  };
  return {
    textOf: read,
    set: ({ key, written }, text) =>
      setDrafts((now) => ({ ...now, [key]: { text, over: textOf(written) } })),
    drop: (key) => setDrafts(({ [key]: _, ...others }) => others),
    withIt(key) {
      const partner = settings.find((setting) => setting.key === partners[key]);
      if (!partner || !isChange(partner, read(partner))) return [];
      return [{ key: partner.key, value: readText(partner.kind, read(partner)) }];
    },
  };
}

/** A draft is a change of one text: where the file says another one now, it is done or void. */
function holds({ over }: Draft, setting: Setting | undefined): boolean {
  return setting !== undefined && over === textOf(setting.written);
}

function withoutVoid(drafts: Readonly<Record<string, Draft>>, settings: readonly Setting[]) {
  const kept = Object.entries(drafts).filter(([key, draft]) =>
    holds(
      draft,
      settings.find((setting) => setting.key === key),
    ),
  );
  return kept.length === Object.keys(drafts).length ? drafts : Object.fromEntries(kept);
}

interface Draft {
  text: string;
  /** What was written when it was begun. */
  over: string;
}

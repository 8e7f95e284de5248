import { useMemo, useState } from 'react';
import { useLive } from '../../../state/hub.tsx';
import { useMessages } from '../../../state/messages.tsx';
import { useHubQuery } from '../../../state/use-hub-query.ts';
import { checkDraft, type Problems } from './check-draft.ts';
import { type Draft, fillEntry } from './draft.ts';
import type { Entry } from './entry.ts';

/**
 * A definition while it is edited, with what is wrong with it. Problems are told only once somebody
 * wanted to go on, and from then on as they come and go.
 *
 * @param before - the entry that it changes; with it the server's own name is not taken.
 */
export function useDraft(initial: Draft, before?: Entry) {
  const [draft, setDraft] = useState(initial);
  const [isAsked, setAsked] = useState(false);
  const { problems: words } = useMessages().servers;
  const { state } = useLive();
  const { data: secrets = [] } = useHubQuery(['secrets'], (hub) => hub.secrets.list());
  const others = useMemo(() => {
    const ids = state?.servers.map(({ id }) => id) ?? [];
    return before ? ids.filter((id) => id !== initial.id) : ids;
  }, [state, before, initial.id]);
  const found = checkDraft(draft, others, words);
  const none: Problems = {};
  return {
    draft,
    others,
    secrets,
    set: (changes: Partial<Draft>) => setDraft((now) => ({ ...now, ...changes })),
    problems: isAsked ? found : none,
    filled: fillEntry(draft, before),
    /** Whether nothing is wrong; if something is, it is shown from now on. */
    check(): boolean {
      setAsked(true);
      return Object.keys(found).length === 0;
    },
  };
}

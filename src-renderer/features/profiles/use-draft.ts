import { useSyncExternalStore } from 'react';
import type { Profile } from '../../../src-shared/domain/profile.ts';
import { isSameProfile } from './edit-profile.ts';

/** What was changed and not saved yet, by profile; kept while one looks at other pages. */
const drafts = new Map<string, Profile>();
const listeners = new Set<() => void>();

export interface Draft {
  profile: Profile;
  isChanged: boolean;
  change(profile: Profile): void;
  discard(): void;
}

/** A profile as it is being edited: what is saved until somebody changes something. */
export function useDraft(name: string, saved: Profile): Draft {
  const draft = useSyncExternalStore(subscribe, () => drafts.get(name));
  const isChanged = draft !== undefined && !isSameProfile(draft, saved);
  return {
    profile: draft ?? saved,
    isChanged,
    change: (profile) => keep(name, profile),
    discard: () => keep(name, undefined),
  };
}

/** The names of profiles with changes that are not saved. */
export function useDraftNames(): ReadonlySet<string> {
  useSyncExternalStore(subscribe, () => [...drafts.keys()].join(' '));
  return new Set(drafts.keys());
}

export function dropDraft(name: string): void {
  keep(name, undefined);
}

function keep(name: string, profile: Profile | undefined): void {
  if (profile) drafts.set(name, profile);
  else drafts.delete(name);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

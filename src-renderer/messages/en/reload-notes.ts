import { reloadNotes as english, type ReloadNote } from '../../../src-shared/reload-notes.ts';

/** What clients need before they see a change of their files. */
export const reloadNotes: Record<ReloadNote, string> = english;

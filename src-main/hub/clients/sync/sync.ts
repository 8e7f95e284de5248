import type {
  JournalEntry,
  SeenChange,
  SyncPreview,
  SyncRequest,
  SyncResult,
  TargetState,
  TargetView,
} from '../../../../src-shared/domain/client.ts';
import type { FoundTarget } from '../find-targets.ts';
import type { SyncedTarget, WrittenEntry } from './synced-target.ts';

export type Where = Pick<SyncRequest, 'targets' | 'project' | 'env'>;

export interface UndoRequest {
  targets?: string[] | undefined;
  to?: number | undefined;
}

/** One target with what stands in its file now. */
export interface Inspection {
  found: FoundTarget;
  /** What Loom wrote there last, if it did. */
  record: SyncedTarget | undefined;
  state: TargetState;
  /** Loom's entries as they stand in the file: what the client will use. */
  entries: readonly WrittenEntry[];
  /** From what Loom wrote to what stands there now, secrets masked; empty where nothing differs. */
  drift: string;
  /** Servers of the registry that stand here as well, by their name in this file. */
  duplicates: readonly string[];
  notes: readonly string[];
}

/** A file was just written by Loom, or its record changed. */
export interface Written {
  key: string;
  target: string;
  file: string;
  by: JournalEntry['by'];
  label: string;
  /** What was done to the file; undefined where nothing had to be. */
  did?: 'written' | 'taken-out' | 'taken-back' | 'put-back' | undefined;
}

/** Everything that is done to clients' files is done here, one write at a time. */
export interface Sync {
  /** Fails with 'unknown-client' only; what is wrong with one file is in its state. */
  list(where: Where): Promise<TargetView[]>;
  inspect(where: Where): Promise<Inspection[]>;
  /** A target that Loom wrote, looked at now; undefined where there is no such record or place. */
  inspectSynced(key: string): Promise<Inspection | undefined>;
  preview(request: SyncRequest): Promise<SyncPreview>;
  apply(input: { request: SyncRequest; seen: readonly SeenChange[] }): Promise<SyncResult>;
  history(which: { target?: string | undefined; limit?: number | undefined }): JournalEntry[];
  previewUndo(request: UndoRequest): Promise<SyncPreview>;
  undo(input: { request: UndoRequest; seen: readonly SeenChange[] }): Promise<SyncResult>;
  /** Puts Loom's entry back as it was asked for, in the guardian's name. */
  heal(key: string): Promise<SyncResult>;
  /** Calls `listener` after each write; returns what ends that. */
  onWritten(listener: (written: Written) => void): () => void;
}

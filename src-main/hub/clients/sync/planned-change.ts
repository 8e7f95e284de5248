import type { FileChange, FileRefusal, SyncRequest } from '../../../../src-shared/domain/client.ts';
import type { Machine } from '../client.ts';
import type { FoundTarget } from '../find-targets.ts';
import type { Touch } from './client-store.ts';
import type { OpenFile, Planned } from './open-file.ts';
import type { SyncParts } from './sync-parts.ts';
import type { SyncedTarget } from './synced-target.ts';

/** What is to be done to one file, in full. */
export interface PlannedChange {
  found: FoundTarget;
  key: string;
  change: FileChange;
  realFile: string;
  before: OpenFile['now'];
  after: OpenFile['now'];
  touched: readonly Touch[];
  /** Completes "Loom …": "inserted the entry loom". */
  what: string;
  /** What is known of the target afterwards; undefined where Loom has nothing there any more. */
  record: SyncedTarget | undefined;
  /** Folders that go with the file. */
  emptied: readonly string[];
  /** Single servers that stay out, in mode `direct`. */
  left: FileRefusal[];
}

export interface PlanContext {
  request: SyncRequest;
  parts: SyncParts;
  machine: Machine;
  planned: Planned;
}

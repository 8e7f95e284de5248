import type {
  ConfigFormat,
  Drift,
  Heal,
  JournalEntry,
  Proof,
} from '../../../../src-shared/domain/client.ts';
import type { Json, KeyPath, WriterLock } from '../client.ts';
import type { Sighting, SyncedTarget } from './synced-target.ts';

/** One change inside a file, in a form that can be taken back though the file has changed since. */
export interface Touch {
  path: KeyPath;
  /** None: there was nothing. */
  before?: Json;
  /** None: it was taken out. */
  after?: Json;
  /** Not `path` itself: `after` was added to the list there, or `before` taken out of it. */
  inList?: boolean;
}

/** A write as the journal keeps it. Hashes are SHA-256 in hex; none where there is no file. */
export interface NewWrite {
  /** The same for all files of one command. */
  run: string;
  at: number;
  key: string;
  target: string;
  label: string;
  /** As people see it, and the file that it really is. */
  file: string;
  realFile: string;
  by: JournalEntry['by'];
  what: string;
  before?: string;
  after?: string;
  /** For taking it back later. */
  format: ConfigFormat;
  lock?: WriterLock;
  touched: readonly Touch[];
  /** Folders that were made for it, the outermost first. */
  folders: readonly string[];
  /** What was known of the target before. */
  record?: SyncedTarget;
  /** Of an undo: it took back this write and all after it. */
  undoes?: number;
}

export interface Write extends NewWrite {
  id: number;
  /** Whether the bytes before it are still there. */
  isKept: boolean;
}

export interface KeptDrift extends Drift {
  id: number;
  key: string;
}

/** What Loom knows of clients and did to their files; outlives the hub. Throws LoomErrors. */
export interface ClientStore {
  targets(): SyncedTarget[];
  target(key: string): SyncedTarget | undefined;
  putTarget(target: SyncedTarget): void;
  removeTarget(key: string): void;
  /** Does nothing where there is no such record. */
  setProof(key: string, proof: Proof): void;
  /** Undefined where nobody has decided. */
  healOf(target: string): Heal | undefined;
  setHeal(target: string, heal: Heal): void;

  /** Newest first. */
  drifts(limit?: number): KeptDrift[];
  addDrift(drift: Omit<KeptDrift, 'id'>): KeptDrift;
  setOutcome(id: number, outcome: Drift['outcome']): void;

  /** Keeps the newest of each client; what is left out of a later one stays. */
  see(sighting: Sighting): void;
  sightings(): Sighting[];

  /**
   * Keeps the bytes and writes down what is about to happen. Only then may the file be written; it
   * counts once it is confirmed.
   */
  begin(write: NewWrite, before: Uint8Array | undefined): Promise<number>;
  confirm(id: number): void;
  drop(id: number): void;
  /** What is kept of writes to these targets, or to all; they cannot be taken back then. @returns how many. */
  forget(targets?: readonly string[]): number;
  /** Begun and never confirmed: the hub ended in between. */
  unconfirmed(): Write[];
  /** Newest first; confirmed ones. */
  writes(which?: {
    target?: string | undefined;
    realFile?: string;
    limit?: number | undefined;
  }): Write[];
  write(id: number): Write | undefined;
  /** @throws LoomError 'not-found' where they were dropped, 'file-unreadable' where damaged. */
  bytes(hash: string): Promise<Uint8Array>;
  close(): void;
}

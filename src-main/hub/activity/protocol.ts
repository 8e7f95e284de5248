import type { ActivityConfig } from '../../../src-shared/domain/config.ts';
import type { LoomErrorCode } from '../../../src-shared/errors.ts';
import type { CallBatch } from './batch.ts';
import type { ActivityStore } from './store/store.ts';

/** What the hub and the thread that writes and searches activity.db tell each other. */

/** Given to the thread at its start. */
export interface WriterSetup extends Omit<ActivityConfig, 'enabled'> {
  file: string;
}

/** What can be asked of the store. */
export type StoreQuestions = Pick<
  ActivityStore,
  'list' | 'get' | 'newer' | 'projects' | 'stats' | 'exportPage' | 'clear'
>;
export type Question = keyof StoreQuestions;

export type ToWriter =
  | {
      kind: 'write';
      batch: CallBatch | undefined;
      /** Calls that were noted nowhere, since the last batch. */
      lost: number;
      /** All that there are, where they are more than before. */
      secrets: readonly string[] | undefined;
    }
  | { kind: 'ask'; id: number; question: Question; input: unknown }
  | { kind: 'close' };

export type FromWriter =
  /** The answer to every `write`. */
  | { kind: 'written'; lastId: number; failure: Failure | undefined }
  | { kind: 'answer'; id: number; value: unknown; failure?: Failure }
  /** Something that a person should know, though writing goes on. */
  | { kind: 'notice'; failure: Failure };

/** A LoomError, for another thread. */
export interface Failure {
  code: LoomErrorCode;
  message: string;
  remedy: string;
}

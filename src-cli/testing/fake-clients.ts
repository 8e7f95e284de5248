import type { InferContractRouterOutputs } from '@orpc/contract';
import type { contract } from '../../src-shared/contract/index.ts';
import type {
  JournalEntry,
  SyncPreview,
  SyncRequest,
  SyncResult,
  TargetView,
  Verification,
} from '../../src-shared/domain/client.ts';
import type { ImportPlan, ImportResult } from '../../src-shared/domain/import.ts';

type Outputs = InferContractRouterOutputs<typeof contract>['clients'];

/** What the stand-in hub answers about clients, and what it was asked. */
export interface FakeClients {
  targets: TargetView[];
  preview: SyncPreview;
  result: SyncResult;
  history: JournalEntry[];
  verifications: Verification[];
  plan: ImportPlan;
  imported: ImportResult;
  generated: Outputs['generate'];
  checked: Outputs['check'];
  /** Every call with its input, such as `preview`. */
  readonly calls: { call: string; input: unknown }[];
}

export function createFakeClients(): FakeClients {
  return {
    targets: [],
    preview: { changes: [], refused: [] },
    result: { written: [], refused: [] },
    history: [],
    verifications: [],
    plan: { candidates: [], skipped: [], unreadable: [], read: [] },
    generated: { folder: '/home/ada/generated', files: [], refused: [] },
    checked: [],
    imported: { added: [], secrets: [], refused: [] },
    calls: [],
  };
}

/** The request of the last call of that name. */
export function lastRequest(clients: FakeClients, call: string): SyncRequest | undefined {
  return clients.calls.findLast((made) => made.call === call)?.input as SyncRequest | undefined;
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LoomError } from '../../../../src-shared/errors.ts';
import { Mask } from '../masking/mask.ts';
import { ActivityStore, type StoreOptions } from '../store/store.ts';

export interface TestStore extends Disposable {
  store: ActivityStore;
  mask: Mask;
  file: string;
  notices: LoomError[];
}

/** A store in a folder of its own; `file` is one that is there already. */
export function openStore(options: Partial<StoreOptions> = {}): TestStore {
  const folder = mkdtempSync(join(tmpdir(), 'loom-activity-'));
  const notices: LoomError[] = [];
  const mask = new Mask('masked');
  const file = options.file ?? join(folder, 'activity.db');
  const store = new ActivityStore({
    keep_days: 1_000_000,
    max_calls: 1_000_000,
    max_size: 1024 ** 3,
    mask,
    onNotice: (notice) => notices.push(notice),
    ...options,
    file,
  });
  return {
    store,
    mask,
    file,
    notices,
    [Symbol.dispose]() {
      store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

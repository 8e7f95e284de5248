import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDirect } from './direct.ts';
import { createFloor } from './floor.ts';
import { createLoom, type LoomSubject } from './loom.ts';
import type { Setup, Subject } from './subject.ts';

export interface Subjects extends AsyncDisposable {
  direct: Subject;
  floor: Subject;
  loom: LoomSubject;
  all: readonly Subject[];
}

/** All subjects in front of the same servers. Nothing runs yet; disposing them ends what does. */
export async function createSubjects(setup: Omit<Setup, 'folder'>): Promise<Subjects> {
  const folder = mkdtempSync(join(tmpdir(), 'loom-bench-'));
  const direct = createDirect({ ...setup, folder });
  const floor = await createFloor({ ...setup, folder });
  const loom = await createLoom({ ...setup, folder });
  const all = [direct, floor, loom];
  return {
    direct,
    floor,
    loom,
    all,
    async [Symbol.asyncDispose]() {
      for (const subject of all) await subject.stopHub();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

import type {
  ImportChoice,
  ImportPlan,
  ImportRequest,
  ImportResult,
} from '../../../../src-shared/domain/import.ts';
import { applyImport, findSeen } from './apply-import.ts';
import type { ImportDeps } from './import-deps.ts';
import { type PlannedServer, planImport } from './plan-import.ts';

export interface Importer {
  /** Fails with `unknown-client` only; what is wrong with one file is in the plan. */
  find(request: ImportRequest): Promise<ImportPlan>;
  /** One that a person has seen, with the values of its secrets. */
  seen(input: { request: ImportRequest; choice: ImportChoice }): Promise<PlannedServer>;
  add(input: { request: ImportRequest; choices: ImportChoice[] }): Promise<ImportResult>;
}

/** Reads servers out of clients' files and pasted text into the registry; one import at a time. */
export function createImporter(deps: ImportDeps): Importer {
  let last: Promise<unknown> = Promise.resolve();
  return {
    find: async (request) => (await planImport(request, deps)).plan,
    async seen({ request, choice }) {
      return findSeen(choice, (await planImport(request, deps)).servers);
    },
    add(input) {
      const add = () => applyImport(input, deps);
      const turn = last.then(add, add);
      last = turn.catch(() => undefined);
      return turn;
    },
  };
}

import { causeOf } from '../../../src-shared/domain/cause.ts';
import type { TargetView } from '../../../src-shared/domain/client.ts';
import { checkClients, isToldBy } from '../../../src-shared/domain/client-checks.ts';
import type { DoctorCheck } from '../../../src-shared/domain/doctor.ts';
import type { HubState } from '../../../src-shared/domain/hub-state.ts';
import { LoomError, messageOf, toLoomError } from '../../../src-shared/errors.ts';
import type { HubService } from '../api/hub-service.ts';
import { type DiagnosticsParts, writeDiagnostics } from './diagnostics/write-diagnostics.ts';
import type { CheckResult, DoctorInput } from './facts.ts';
import { liveChecks } from './live-checks.ts';
import { examine, withoutMeans } from './run-doctor.ts';

export interface DoctorParts {
  input: Omit<DoctorInput, 'hub'>;
  state(): HubState;
  /** What stands in clients' files now. */
  targets(): Promise<TargetView[]>;
  /** Takes up a server again that has failed; its outcome is in its health. */
  tryAgain(serverId: string): void;
  diagnostics: Omit<DiagnosticsParts, 'state' | 'checks' | 'home'>;
}

/** The doctor of the running hub: all checks, what can be mended, and facts for a bug report. */
export function createDoctor(parts: DoctorParts): HubService['doctor'] {
  const { input, state, tryAgain } = parts;

  async function lookAt(hub: HubState): Promise<CheckResult[]> {
    const [machine, clients] = await Promise.all([examine({ ...input, hub }), lookAtClients()]);
    const problems = hub.problems.filter((problem) => !isToldBy(clients, problem));
    return [...liveChecks({ ...hub, problems }, tryAgain), ...clients, ...machine];
  }

  async function lookAtClients(): Promise<DoctorCheck[]> {
    try {
      return checkClients(await parts.targets());
    } catch (thrown) {
      const error = toLoomError(thrown);
      const about = { id: 'clients', title: 'Clients', verdict: 'fail' } as const;
      return [{ ...about, found: error.message, remedy: error.remedy, ...causeOf(error) }];
    }
  }

  async function run() {
    return (await lookAt(state())).map(withoutMeans);
  }

  return {
    run,
    async fix(id) {
      // Looked at anew: what a page shows may be old.
      const found = (await lookAt(state())).find((result) => result.id === id);
      if (!found?.mend) {
        const text = `there is nothing to mend at ${JSON.stringify(id)}`;
        throw new LoomError('not-found', text, {
          remedy: 'Run the checks again.',
          remedyId: 'run-checks-again',
        });
      }
      await mend(found, found.mend);
      return await run();
    },
    async diagnostics() {
      const hub = state();
      const checks = (await lookAt(hub)).map(withoutMeans);
      const text = await writeDiagnostics({
        ...parts.diagnostics,
        state: hub,
        checks,
        home: input.home,
      });
      const day = new Date().toISOString().slice(0, 10);
      return { name: `loom-diagnostics-${day}.json`, text };
    },
  };
}

async function mend({ title }: CheckResult, { run }: NonNullable<CheckResult['mend']>) {
  try {
    await run();
  } catch (cause) {
    if (cause instanceof LoomError) throw cause;
    throw new LoomError('file-unwritable', `${title}: ${messageOf(cause)}`, { cause });
  }
}

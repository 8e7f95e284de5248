import type { DoctorCheck } from '../../../src-shared/domain/doctor.ts';
import { toLoomError } from '../../../src-shared/errors.ts';
import { type Check, type DoctorInput, type Facts, gatherFacts } from './facts.ts';
import { checks } from './index.ts';

/**
 * Looks at everything that could keep Loom from working here, with a remedy for what does. Needs no
 * running hub, and starts nothing but the runtimes' own `--version`.
 */
export async function runDoctor(input: DoctorInput): Promise<DoctorCheck[]> {
  const facts = await gatherFacts(input);
  const results = await Promise.all(checks.map((check) => runCheck(check, facts)));
  return results.flat();
}

async function runCheck({ id, title, run }: Check, facts: Facts): Promise<DoctorCheck[]> {
  try {
    return await run(facts);
  } catch (thrown) {
    const { message, remedy } = toLoomError(thrown);
    return [{ id, title, verdict: 'fail', found: `could not be checked: ${message}`, remedy }];
  }
}

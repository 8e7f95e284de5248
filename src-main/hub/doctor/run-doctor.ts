import { causeOf } from '../../../src-shared/domain/cause.ts';
import type { DoctorCheck } from '../../../src-shared/domain/doctor.ts';
import { toLoomError } from '../../../src-shared/errors.ts';
import {
  type Check,
  type CheckResult,
  type DoctorInput,
  type Facts,
  gatherFacts,
} from './facts.ts';
import { checks } from './index.ts';

/**
 * Looks at everything that could keep Loom from working here, with a remedy for what does. Needs no
 * running hub, and starts nothing but the runtimes' own `--version`.
 */
export async function runDoctor(input: DoctorInput): Promise<DoctorCheck[]> {
  return (await examine(input)).map(withoutMeans);
}

/** As `runDoctor`, with the means to mend what can be mended. */
export async function examine(input: DoctorInput): Promise<CheckResult[]> {
  const facts = await gatherFacts(input);
  const results = await Promise.all(checks.map((check) => runCheck(check, facts)));
  return results.flat();
}

/** A result as it is told. */
export function withoutMeans({ mend, ...result }: CheckResult): DoctorCheck {
  return mend ? { ...result, fix: mend.label } : result;
}

async function runCheck({ id, title, run }: Check, facts: Facts): Promise<CheckResult[]> {
  try {
    return await run(facts);
  } catch (thrown) {
    const error = toLoomError(thrown);
    const found = `could not be checked: ${error.message}`;
    return [{ id, title, verdict: 'fail', found, remedy: error.remedy, ...causeOf(error) }];
  }
}

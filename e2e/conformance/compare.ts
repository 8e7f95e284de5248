import type { Check, Scenario } from './run-suite.ts';
import type { Exception } from './suites.ts';

/** A check that passes directly, and through the hub not as often. */
export interface Loss {
  scenario: string;
  check: string;
  /** What the suite said of it through the hub. */
  because: string;
}

export function lossesBetween(direct: readonly Scenario[], through: readonly Scenario[]): Loss[] {
  return direct.flatMap(({ name, checks }) => {
    const relayed = through.find((scenario) => scenario.name === name)?.checks ?? [];
    return [...new Set(checks.map(({ id }) => id))].flatMap((check) => {
      const before = checks.filter(({ id }) => id === check);
      const after = relayed.filter(({ id }) => id === check);
      const isLost =
        count(after, 'SUCCESS') < count(before, 'SUCCESS') ||
        count(after, 'FAILURE') > count(before, 'FAILURE');
      return isLost ? [{ scenario: name, check, because: verdict(after) }] : [];
    });
  });
}

export function isExpected(loss: Loss, exceptions: readonly Exception[]): boolean {
  return exceptions.some(
    ({ scenario, check }) => scenario === loss.scenario && check === loss.check,
  );
}

export function isPassed({ checks }: Scenario): boolean {
  return count(checks, 'FAILURE') === 0;
}

export function count(checks: readonly Check[], status: Check['status']): number {
  return checks.filter((check) => check.status === status).length;
}

/** The failed checks of those that count, for people. */
export function failuresIn(scenarios: readonly Scenario[]): string[] {
  return scenarios
    .filter(({ isScored }) => isScored)
    .flatMap((scenario) => checksOf(scenario, ['FAILURE']));
}

/** What keeps a scenario from having passed in full, for people. */
export function complaintsIn(scenario: Scenario): string[] {
  const { name, checks, stderr } = scenario;
  if (stderr !== '') return [`${name}: ${stderr}`];
  if (count(checks, 'SUCCESS') === 0) return [`${name}: nothing was found good`];
  return checksOf(scenario, ['FAILURE', 'WARNING']);
}

function checksOf({ name, checks }: Scenario, statuses: readonly Check['status'][]): string[] {
  return checks
    .filter(({ status }) => statuses.includes(status))
    .map(({ id, errorMessage }) => `${name}: ${id}: ${errorMessage ?? 'failed'}`);
}

function verdict(checks: readonly Check[]): string {
  const worst = checks.find(({ status }) => status !== 'SUCCESS');
  if (worst) return `${worst.status} ${worst.errorMessage ?? ''}`;
  return 'the suite did not come to it';
}

/** The official conformance suites: directly, through the hub, and with the hub as the client. */
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { count, failuresIn, isExpected, isPassed, lossesBetween } from './compare.ts';
import { writeReport } from './report.ts';
import { type Findings, runAll, unexpectedFailures, unexpectedLosses } from './run-all.ts';
import type { Scenario } from './run-suite.ts';
import { clientGaps, clientSuites, exceptions, type ServerSuite, serverSuites } from './suites.ts';

const report = join(import.meta.dirname, '../../docs/conformance.md');
const relayed = serverSuites.filter(({ isRunThroughHub }) => isRunThroughHub);
let findings: Findings;

beforeAll(async () => {
  findings = await runAll();
}, 900_000);

describe.each(serverSuites)('$name', (suite) => {
  test('passes directly, and all of it was run', () => {
    expectAll(suite, findings.direct.get(suite));
  });
});

describe.each(relayed)('$name through the hub', (suite) => {
  test.each(['alone', 'busy'] as const)('loses nothing, the fixture %s', (setup) => {
    const through = findings[setup].get(suite) ?? [];
    expect(unexpectedLosses(findings.direct.get(suite) ?? [], through)).toEqual([]);
    expectAll(suite, through);
  });
});

test('each exception is needed', () => {
  const losses = relayed.flatMap((suite) =>
    lossesBetween(findings.direct.get(suite) ?? [], findings.alone.get(suite) ?? []),
  );
  const unneeded = exceptions.filter((one) => !losses.some((loss) => isExpected(loss, [one])));
  expect(unneeded).toEqual([]);
});

describe.each(clientSuites)('$name with the hub as the client', (suite) => {
  test('passes but for the known gaps, and each of them is one', () => {
    const scenarios = findings.client.get(suite) ?? [];
    expect(unexpectedFailures(scenarios)).toEqual([]);
    expect(scenarios.filter(({ isScored }) => isScored)).toHaveLength(suite.scored);
    for (const gap of clientGaps) {
      const inside = scenarios.filter(({ name }) => name.startsWith(gap.scenarios));
      const isClosed = inside.length > 0 && inside.every(isPassed);
      expect(isClosed, gap.scenarios).toBe(false);
    }
  });
});

test('each gap with the hub as the client is one of some suite', () => {
  const names = [...findings.client.values()].flat().map(({ name }) => name);
  const unneeded = clientGaps.filter(
    (gap) => !names.some((name) => name.startsWith(gap.scenarios)),
  );
  expect(unneeded).toEqual([]);
});

test('docs/conformance.md says what was found (`npm run conformance` writes it)', async () => {
  await expect(writeReport(findings)).toMatchFileSnapshot(report);
});

function expectAll({ required }: ServerSuite, scenarios: readonly Scenario[] = []): void {
  expect(failuresIn(scenarios)).toEqual([]);
  const scored = scenarios.filter(({ isScored }) => isScored);
  if ('scenarios' in required) expect(scored).toHaveLength(required.scenarios);
  else {
    const checks = scored.flatMap((scenario) => scenario.checks);
    expect(count(checks, 'SUCCESS')).toBeGreaterThanOrEqual(required.checks);
  }
}

/** docs/conformance.md */
import { count, isPassed } from './compare.ts';
import type { Findings } from './run-all.ts';
import type { Check, Scenario } from './run-suite.ts';
import { clientGaps, exceptions, type ServerSuite, serverSuites } from './suites.ts';

const introduction = `# Conformance

What the official [conformance suites](https://github.com/modelcontextprotocol/conformance) say of
Loom. This file is written by \`npm run conformance\`; \`npm test\` runs the same, and fails where it
finds something else, or where a check passes directly and not through the hub.`;

const between = `## The hub in the middle

\`e2e/servers/conformance.ts\` is the server that the suites ask for. They run against it directly,
through a hub that has no other server, and through a hub that also has a server which another client
keeps busy. The hub serves loopback HTTP with \`naming: bare\`. "Scored" is what a revision demands;
the suites run extensions and later additions too, and say so (marked \\* below). The fixture has what
those ask for as well: tasks, skills and a tool with \`x-mcp-header\`.`;

const asClient = `## The hub as the client

The suites' own servers, each as the only server of a fresh hub. A client of the hub of each era, the
scenario's own first, calls every tool with what the scenario names or a sample, reads every resource,
gets every prompt, and accepts what it is asked. Where a server wants a sign-in, the driver signs in as
people do, and is the browser that agrees. The duties of the skills extension (SEP-2640) are
those of that client; what they show of the hub is that it relays skills and fetches none by itself.
A check that a suite makes of every request counts once, and as failed where it failed once: how many
requests there are depends on how fast a machine is.`;

const columns = ['directly', 'through the hub', 'beside a busy server'];

export function writeReport(findings: Findings): string {
  const client = [...findings.client].map(
    ([suite, found]) => [suite, found.map(eachCheckOnce)] as const,
  );
  const sections = [
    introduction,
    between,
    table(
      ['suite', ...columns],
      serverSuites.map((suite) => totals(suite, findings)),
    ),
    '### What passes directly only',
    table(
      ['scenario', 'check', 'why'],
      exceptions.map(({ scenario, check, reason }) => [scenario, check, reason]),
    ),
    asClient,
    table(
      ['suite', 'found'],
      client.map(([suite, found]) => [suite.name, total(found)]),
    ),
    ...client.flatMap(([suite, found]) => [`### ${suite.name}`, clientTable(found)]),
    '## Every scenario\n\nPassed checks of those that passed or failed.',
    ...serverSuites.flatMap((suite) => [`### ${suite.name}`, scenarioTable(suite, findings)]),
  ];
  return `${sections.join('\n\n')}\n`;
}

function totals(suite: ServerSuite, { direct, alone, busy }: Findings): string[] {
  return [suite.name, ...[direct, alone, busy].map((found) => total(found.get(suite)))];
}

function total(scenarios: readonly Scenario[] | undefined): string {
  if (!scenarios) return 'not yet';
  const scored = scenarios.filter(({ isScored }) => isScored);
  const passed = scored.filter(isPassed).length;
  return `${passed}/${scored.length} scenarios, ${ratio(scenarios)} checks`;
}

function clientTable(scenarios: readonly Scenario[]): string {
  const isIn = (begin: string) => (scenario: Scenario) => scenario.name.startsWith(begin);
  const others = scenarios.filter((one) => !clientGaps.some((gap) => isIn(gap.scenarios)(one)));
  const gaps = clientGaps.flatMap(({ scenarios: begin, reason }) => {
    const inside = scenarios.filter(isIn(begin));
    const passed = inside.filter(isPassed).length;
    const name = `${begin}… (${passed}/${inside.length} scenarios)`;
    return inside.length > 0 ? [[name, ratio(inside), reason]] : [];
  });
  const rows = [...others.map((one) => [nameOf(one), ratio([one]), '']), ...gaps];
  return table(['scenario', 'checks', 'why not all'], rows);
}

function scenarioTable(suite: ServerSuite, { direct, alone, busy }: Findings): string {
  const rows = (direct.get(suite) ?? []).map((scenario) => {
    const same = (found: Map<ServerSuite, Scenario[]>) =>
      found.get(suite)?.filter(({ name }) => name === scenario.name);
    return [nameOf(scenario), ...[direct, alone, busy].map((found) => ratio(same(found)))];
  });
  return table(['scenario', ...columns], rows);
}

/** From what says least of a check to what says most. */
const statuses: readonly Check['status'][] = ['SKIPPED', 'INFO', 'SUCCESS', 'WARNING', 'FAILURE'];

/** Each check with the worst that was said of it. */
function eachCheckOnce(scenario: Scenario): Scenario {
  const worst = new Map<string, Check>();
  for (const check of scenario.checks) {
    const { status } = worst.get(check.id) ?? check;
    if (statuses.indexOf(check.status) >= statuses.indexOf(status)) worst.set(check.id, check);
  }
  return { ...scenario, checks: [...worst.values()] };
}

function nameOf({ name, isScored }: Scenario): string {
  return isScored ? name : `${name} \\*`;
}

function ratio(scenarios: readonly Scenario[] | undefined): string {
  if (!scenarios) return '–';
  const checks = scenarios.flatMap((scenario) => scenario.checks);
  const passed = count(checks, 'SUCCESS');
  return `${passed}/${passed + count(checks, 'FAILURE')}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

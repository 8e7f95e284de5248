import { join } from 'node:path';
import { complaintsIn, failuresIn, isExpected, lossesBetween } from './compare.ts';
import { runSuite, type Scenario } from './run-suite.ts';
import { besideBusyServer, directly, type Setup, throughHub } from './setups.ts';
import {
  type ClientSuite,
  clientGaps,
  clientSuites,
  exceptions,
  type ServerSuite,
  type Suite,
  serverSuites,
} from './suites.ts';

type Found<Kind extends Suite> = Map<Kind, Scenario[]>;
type Complain = (scenarios: Scenario[]) => string[] | Promise<string[]>;

/** What was found by each suite; a suite that was not run is not in the map. */
export interface Findings {
  direct: Found<ServerSuite>;
  /** With the fixture as the hub's only server. */
  alone: Found<ServerSuite>;
  /** Beside a server that another client keeps busy. */
  busy: Found<ServerSuite>;
  client: Found<ClientSuite>;
}

/** All at once: they share nothing but the machine. */
export async function runAll(): Promise<Findings> {
  const direct = inSetup(directly, serverSuites, () => failuresIn);
  const relayed = serverSuites.filter(({ isRunThroughHub }) => isRunThroughHub);
  const losses = (suite: ServerSuite) => async (scenarios: Scenario[]) =>
    unexpectedLosses((await direct).get(suite) ?? [], scenarios);
  const [alone, busy, client] = await Promise.all([
    inSetup(throughHub, relayed, losses),
    inSetup(besideBusyServer, relayed, losses),
    asClient(),
  ]);
  return { direct: await direct, alone, busy, client };
}

/** What passes directly, fails through the hub and is not known to, for people. */
export function unexpectedLosses(direct: readonly Scenario[], through: readonly Scenario[]) {
  return lossesBetween(direct, through)
    .filter((loss) => !isExpected(loss, exceptions))
    .map(({ scenario, check, because }) => `${scenario}: ${check}: ${because}`);
}

/** What does not pass with the hub as the client and is not known to, for people. */
export function unexpectedFailures(scenarios: readonly Scenario[]): string[] {
  const isKnown = (name: string) => clientGaps.some((gap) => name.startsWith(gap.scenarios));
  return scenarios.filter(({ name }) => !isKnown(name)).flatMap(complaintsIn);
}

function inSetup(
  setup: Setup,
  suites: readonly ServerSuite[],
  complainOf: (suite: ServerSuite) => Complain,
): Promise<Found<ServerSuite>> {
  return setup(async (url) => {
    const found: Found<ServerSuite> = new Map();
    for (const suite of suites) {
      found.set(suite, await runTwice(suite, ['server', '--url', url], complainOf(suite)));
    }
    return found;
  });
}

async function asClient(): Promise<Found<ClientSuite>> {
  const driver = join(import.meta.dirname, 'client-driver.ts');
  const command = `${process.execPath} ${driver}`;
  // All scenarios of a suite begin at once, each with a hub of its own.
  const target = ['client', '--command', command, '--timeout', '120000'];
  const found: Found<ClientSuite> = new Map();
  for (const suite of clientSuites) {
    found.set(suite, await runTwice(suite, target, unexpectedFailures));
  }
  return found;
}

/** The suites' own patience is short for a machine that is busy: one more chance, told loudly. */
async function runTwice(
  suite: Suite,
  target: readonly string[],
  complain: Complain,
): Promise<Scenario[]> {
  const first = await runSuite(suite, target);
  const complaints = await complain(first);
  if (complaints.length === 0) return first;
  console.warn(`conformance ${suite.name} once more, because of\n  ${complaints.join('\n  ')}`);
  return runSuite(suite, target);
}

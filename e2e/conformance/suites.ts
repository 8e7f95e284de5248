/** What is run, and what it has to yield. */

export interface Suite {
  /** Heading in docs/conformance.md. */
  name: string;
  /** The folder in node_modules, so the version too. */
  program: 'conformance-stable' | '@modelcontextprotocol/conformance';
  args: readonly string[];
}

export interface ServerSuite extends Suite {
  /** Whether the hub has the face that this suite talks to. */
  isRunThroughHub: boolean;
  /** How much of it there is, and all of it has to pass. */
  required: { checks: number } | { scenarios: number };
}

export const serverSuites: readonly ServerSuite[] = [
  {
    name: '0.1.16, `--suite all`',
    program: 'conformance-stable',
    args: ['--suite', 'all'],
    isRunThroughHub: true,
    required: { checks: 44 },
  },
  {
    name: '0.2.0-alpha.12, `--requirements 2025-11-25`',
    program: '@modelcontextprotocol/conformance',
    args: ['--requirements', '2025-11-25'],
    isRunThroughHub: true,
    required: { scenarios: 30 },
  },
  {
    name: '0.2.0-alpha.12, `--requirements 2026-07-28`',
    program: '@modelcontextprotocol/conformance',
    args: ['--requirements', '2026-07-28'],
    isRunThroughHub: true,
    required: { scenarios: 37 },
  },
];

/** The hub as the client of the suite's own servers. */
export const clientSuites: readonly Suite[] = [
  {
    name: '0.2.0-alpha.12, `client --suite core`',
    program: '@modelcontextprotocol/conformance',
    args: ['--suite', 'core'],
  },
];

/** What passes directly only, on purpose. A test demands that each is needed. */
export interface Exception {
  scenario: string;
  check: string;
  reason: string;
}

export const exceptions: readonly Exception[] = [
  {
    scenario: 'server-sse-polling',
    check: 'server-sse-disconnect-resume',
    reason:
      "a server that closes a call's stream is resumed by the hub itself, " +
      "and the client's stream stays open",
  },
];

/** What fails with the hub as the client: the beginning of the scenarios' names, and why. */
export const clientGaps: readonly { scenarios: string; reason: string }[] = [
  {
    scenarios: 'auth/',
    reason: 'the hub is no OAuth client yet: it sends the headers it was given',
  },
];

/** What is run, and what it has to yield. */

export interface Suite {
  /** Heading in docs/conformance.md. */
  name: string;
  /** The folder in node_modules, so the version too. */
  program: 'conformance-stable' | '@modelcontextprotocol/conformance';
  /** The arguments of each run that it takes. */
  runs: readonly (readonly string[])[];
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
    runs: [['--suite', 'all']],
    isRunThroughHub: true,
    required: { checks: 44 },
  },
  {
    name: '0.2.0-alpha.12, `--requirements 2025-11-25`',
    program: '@modelcontextprotocol/conformance',
    runs: [['--requirements', '2025-11-25']],
    isRunThroughHub: true,
    required: { scenarios: 30 },
  },
  {
    name: '0.2.0-alpha.12, `--requirements 2026-07-28`',
    program: '@modelcontextprotocol/conformance',
    runs: [['--requirements', '2026-07-28']],
    isRunThroughHub: true,
    required: { scenarios: 37 },
  },
  ...['2025-11-25', '2026-07-28'].map(skillsSuite),
];

/**
 * The skills extension, which no revision demands. What servers have of extensions is announced once
 * they were seen, so these come after the others.
 */
function skillsSuite(revision: string): ServerSuite {
  const scenarios = ['directory', 'enumeration', 'manifest'];
  return {
    name: `0.2.0-alpha.12, \`--scenario sep-2640-skills-… --spec-version ${revision}\``,
    program: '@modelcontextprotocol/conformance',
    runs: scenarios.map((about) => {
      return ['--scenario', `sep-2640-skills-${about}`, '--spec-version', revision, '--force'];
    }),
    isRunThroughHub: true,
    required: { scenarios: scenarios.length },
  };
}

/** The hub as the client of the suite's own servers. */
export interface ClientSuite extends Suite {
  /** How many scenarios count. */
  scored: number;
}

/** Scenarios of the skills extension; no suite but `all` has them. */
const skills = ['no-prefetch', 'verify-digest', 'verify-size', 'verify-frontmatter'];

export const clientSuites: readonly ClientSuite[] = [
  {
    name: '0.2.0-alpha.12, `client --suite core`',
    program: '@modelcontextprotocol/conformance',
    runs: [['--suite', 'core']],
    scored: 18,
  },
  {
    name: '0.2.0-alpha.12, `client --requirements 2025-11-25`',
    program: '@modelcontextprotocol/conformance',
    runs: [['--requirements', '2025-11-25']],
    scored: 18,
  },
  {
    name: '0.2.0-alpha.12, `client --requirements 2026-07-28`',
    program: '@modelcontextprotocol/conformance',
    runs: [['--requirements', '2026-07-28']],
    scored: 32,
  },
  {
    name: '0.1.16, `client --suite backcompat`',
    program: 'conformance-stable',
    runs: [['--suite', 'backcompat']],
    scored: 2,
  },
  {
    name: '0.2.0-alpha.12, `client --scenario sep-2640-client-…`',
    program: '@modelcontextprotocol/conformance',
    runs: skills.map((duty) => ['--scenario', `sep-2640-client-${duty}`]),
    scored: skills.length,
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
    scenarios: 'auth/2025-03-26-oauth-metadata-backcompat',
    reason: 'its issuer is not where its document lies, which later revisions have clients refuse',
  },
  {
    scenarios: 'auth/client-credentials-',
    reason: 'an extension for machines without a person; Loom signs in people',
  },
  {
    scenarios: 'auth/dpop',
    reason: 'no final specification (SEP-1932) has it; tokens stay bearer tokens',
  },
  {
    scenarios: 'auth/enterprise-managed-authorization',
    reason: "an extension that needs an enterprise's identity provider",
  },
  {
    scenarios: 'auth/wif-',
    reason: 'no final specification (SEP-1933) has it; it is for workloads in a cloud',
  },
];

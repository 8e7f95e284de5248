/** A busy hub for looking at: 12 servers of every state, 8 sessions, one broken file. */
import type {
  HubState,
  ServerHealth,
  ServerView,
  SessionView,
} from '../../src-shared/domain/hub-state.ts';
import { emptyState, idleServer } from '../../src-shared/domain/testing/sample-state.ts';

const minute = 60_000;

export function busyState(now: number): HubState {
  return {
    ...quietState(now),
    servers: servers(now),
    sessions: sessions(now),
    problems: [
      {
        at: now - 3 * minute,
        code: 'invalid-registry',
        message:
          'registry.yaml: unknown key "comand" in server "notion" (did you mean "command"?).',
        remedy: 'The last good registry stays in use until the file is mended.',
        file: '/home/ada/.config/loom/registry.yaml',
        line: 41,
        column: 5,
      },
    ],
  };
}

/** A running hub that knows no server and no client. */
export function quietState(now: number): HubState {
  return { ...emptyState, startedAt: now - 134 * minute };
}

function servers(now: number): ServerView[] {
  const ready: ServerHealth = { phase: 'ready', since: now - 42 * minute };
  const idle: ServerHealth = { phase: 'idle', since: now - 25 * minute };
  const one = (id: string, target: string, more: Partial<ServerView>): ServerView => ({
    ...idleServer(id),
    transport: target.startsWith('http') ? 'http' : 'stdio',
    target,
    health: idle,
    ...more,
  });
  const npx = (name: string, rest = '') => `npx -y @modelcontextprotocol/server-${name}${rest}`;
  const running = (pid: number | undefined, lastUsedAt: number): Partial<ServerView> => ({
    health: ready,
    lastUsedAt,
    instances: [instance(now, pid, lastUsedAt)],
  });
  const tools = (count: number): Partial<ServerView> => ({
    surface: { tools: count, resources: 3, templates: 0, prompts: 1, fetchedAt: now - 42 * minute },
  });

  return [
    one('filesystem', npx('filesystem', ' /home/ada/projects/loom/src'), {
      ...running(48_301, now - 1000),
      ...tools(14),
      calls: 2841,
      errors: 3,
    }),
    one('github', npx('github@2025.4.8'), {
      ...tools(26),
      calls: 512,
      errors: 9,
      lastUsedAt: now - 6 * minute,
      health: {
        phase: 'failed',
        since: now - 5 * minute,
        error:
          'github stopped: exited with code 1 four seconds after start, five times in a row.\n' +
          'Its last line: GITHUB_TOKEN is not set',
        remedy: 'Set GITHUB_TOKEN in its env in registry.yaml.',
      },
    }),
    one('memory', npx('memory'), { ...running(48_307, now - 12_000), ...tools(9), calls: 1204 }),
    one('docs', 'https://mcp.example.com/docs/v2/mcp', {
      ...running(undefined, now - 40_000),
      ...tools(6),
      title: 'Product documentation',
      calls: 310,
    }),
    one('postgres', 'uvx postgres-mcp --access-mode restricted', {
      health: { phase: 'starting', since: now - 7000 },
      instances: [
        { ...instance(now, 48_977, now), state: { phase: 'starting', since: now - 7000 } },
      ],
    }),
    one('playwright', 'npx -y @playwright/mcp@0.0.41 --headless --isolated', {
      health: ready,
      lastUsedAt: now - 90_000,
      instances: [48_410, 48_411, 48_412].map((pid) => instance(now, pid, now - 90_000)),
      ...tools(21),
      scope: 'session',
      calls: 187,
      errors: 1,
    }),
    one('sentry', 'https://mcp.sentry.dev/mcp', {
      ...tools(18),
      calls: 44,
      errors: 2,
      lastUsedAt: now - 50_000,
      health: {
        phase: 'backing-off',
        since: now - 50_000,
        attempt: 3,
        retryAt: now + 14_500,
        error: 'sentry cannot be reached: the connection to mcp.sentry.dev was refused.',
      },
    }),
    one('time', 'uvx mcp-server-time --local-timezone Europe/Vienna', {
      ...running(48_388, now - 4 * minute),
      ...tools(2),
      calls: 61,
      warning: {
        at: now - 8 * minute,
        text: 'Wrote a line to stdout that is not JSON-RPC: "Starting MCP server…"',
      },
    }),
    one('slack', 'npx -y slack-mcp-server@1.1.25 --transport stdio', {
      ...tools(11),
      calls: 93,
      lastUsedAt: now - 3 * 3_600_000,
    }),
    one('linear', 'https://mcp.linear.app/sse', {
      transport: 'sse',
      ...tools(23),
      calls: 8,
      lastUsedAt: now - 26 * 3_600_000,
    }),
    one('puppeteer-legacy-browser', npx('puppeteer'), { health: { phase: 'disabled' } }),
    one('sequential-thinking', npx('sequential-thinking'), tools(1)),
  ];
}

function instance(now: number, pid: number | undefined, lastUsedAt: number) {
  return {
    key: 'shared',
    state: { phase: 'ready', since: now - 42 * minute } as const,
    ...(pid !== undefined && { pid }),
    sessions: 3,
    callsInFlight: 1,
    lastUsedAt,
  };
}

function sessions(now: number): SessionView[] {
  const rows: [string, string, SessionView['carrier'], number, string?][] = [
    ['Claude Code', '2.4.1', 'socket', 2, '/home/ada/projects/loom'],
    [
      'Claude Code',
      '2.4.1',
      'socket',
      0,
      '/home/ada/projects/a-long-project-name/services/billing',
    ],
    ['Cursor', '3.2.0', 'socket', 1, '/home/ada/projects/website'],
    ['Visual Studio Code', '1.132.0', 'socket', 0, '/home/ada/projects/website'],
    ['Zed', '0.212.3', 'socket', 0],
    ['codex', '0.61.0', 'socket', 0, '/home/ada/notes'],
    ['mcp-inspector', '2.12.0', 'http', 0],
    ['open-webui', '0.6.34', 'http', 1],
  ];
  return rows.map(([client, version, carrier, callsInFlight, project], index) => ({
    id: `session-${index}`,
    client,
    version,
    carrier,
    profile: index === 3 ? 'review' : 'default',
    ...(project && { project }),
    ...(carrier === 'socket' && { pid: 47_000 + index * 37 }),
    connectedAt: now - (index + 1) * 17 * minute,
    callsInFlight,
  }));
}

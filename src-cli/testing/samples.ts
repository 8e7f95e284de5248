import type { HubState, ServerView } from '../../src-shared/domain/hub-state.ts';
import type { TokenView } from '../../src-shared/domain/token.ts';
import type { Tool } from '../commands/tools.ts';

/** When every test takes place. */
export const now = Date.UTC(2026, 10, 20, 12, 0);

/** A running hub without servers. */
export const emptyState: HubState = {
  version: '0.1.0',
  pid: 4242,
  startedAt: now - 7_200_000,
  host: 'headless',
  endpoint: { socket: '/home/ada/hub.sock', http: 'http://127.0.0.1:8088/mcp' },
  files: {
    registry: '/home/ada/registry.yaml',
    config: '/home/ada/config.yaml',
    state: '/home/ada',
  },
  servers: [],
  sessions: [],
  problems: [],
};

/** A server that has run before and does nothing now. */
export function idleServer(id: string): ServerView {
  return {
    id,
    transport: 'stdio',
    target: `npx -y @example/${id}`,
    scope: 'auto',
    interactive: false,
    health: { phase: 'idle', since: now - 60_000 },
    instances: [],
    surface: { tools: 2, resources: 0, templates: 0, prompts: 1, fetchedAt: now - 60_000 },
    calls: 3,
    errors: 1,
    lastUsedAt: now - 4_000,
  };
}

/** A token that nobody has used yet. */
export const aToken: TokenView = { id: 'a1b2c3d4e5f6', name: 'cursor', createdAt: now - 60_000 };

export const echoTool: Tool = {
  name: 'echo__say',
  server: 'echo',
  upstreamName: 'say',
  definition: {
    name: 'echo__say',
    description: 'Says it again\nand again',
    inputSchema: {
      type: 'object',
      properties: {
        text: { type: 'string' },
        times: { type: 'integer' },
        loud: { type: ['boolean', 'null'] },
        tags: { anyOf: [{ type: 'array' }, { type: 'null' }] },
        either: { type: ['number', 'string'] },
      },
    },
  },
};

import type { ServerView } from '../../src-shared/domain/hub-state.ts';
import { idleServer } from '../../src-shared/domain/testing/sample-state.ts';
import type { TokenView } from '../../src-shared/domain/token.ts';
import type { Tool } from '../commands/tools.ts';

/** When every test takes place. */
export const now = Date.UTC(2026, 10, 20, 12, 0);

/** A server that has run before and does nothing now. */
export function usedServer(id: string): ServerView {
  return {
    ...idleServer(id),
    health: { phase: 'idle', since: now - 60_000 },
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

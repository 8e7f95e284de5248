/** For tests: what a hub says of itself and of a server that does nothing. */
import type { HubState, ServerView } from '../hub-state.ts';

/** A running hub that knows no server and no client. */
export const emptyState: HubState = {
  version: '0.1.0',
  pid: 4242,
  startedAt: Date.UTC(2026, 10, 20, 10, 0),
  host: 'headless',
  endpoint: {
    socket: '/home/ada/.local/state/loom/hub.sock',
    http: 'http://127.0.0.1:8088/mcp',
  },
  files: {
    registry: '/home/ada/.config/loom/registry.yaml',
    config: '/home/ada/.config/loom/config.yaml',
    state: '/home/ada/.local/state/loom',
  },
  servers: [],
  sessions: [],
  clients: [],
  problems: [],
};

/** A server that was never started. */
export function idleServer(id: string): ServerView {
  return {
    id,
    transport: 'stdio',
    target: `npx -y @example/${id}`,
    scope: 'auto',
    interactive: false,
    health: { phase: 'idle', since: emptyState.startedAt },
    instances: [],
    calls: 0,
    errors: 0,
  };
}

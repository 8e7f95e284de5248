import type { HubState } from '../src-shared/domain/hub-state.ts';

/**
 * What a person wants to know when a hub has started, in a few lines.
 *
 * @param console - the way into the console.
 */
export function describeStart(state: HubState, console: string): string {
  const { servers, endpoint, files, version, problems } = state;
  const count = servers.length === 1 ? '1 server' : `${servers.length} servers`;
  const lines = [
    `Loom ${version} is running with ${count} (pid ${state.pid}).`,
    '',
    `  Console    ${console}`,
    `  Endpoint   ${endpoint.http ?? 'HTTP is off; `loom proxy` works'}`,
    `  Registry   ${files.registry}`,
    '',
    `  For a client's config:  "loom": ${clientEntry(endpoint.proxy)}`,
    ...aboutHttp(endpoint),
  ];
  if (servers.length === 0) {
    lines.push(
      '',
      '  No server is registered yet. Add one:',
      `    ${loomOf(endpoint)} servers add everything -- npx -y @modelcontextprotocol/server-everything`,
    );
  }
  for (const { message, remedy } of problems) lines.push('', `  ! ${message}`, `    → ${remedy}`);
  return lines.join('\n');
}

/** For a client that is given the endpoint itself. */
function aboutHttp(endpoint: HubState['endpoint']): string[] {
  if (endpoint.http === undefined) return [];
  if (endpoint.asksForToken) {
    return [`  A token for HTTP:       ${loomOf(endpoint)} auth token-generate --name CLIENT`];
  }
  return ['  Over HTTP every program here may call: `http.auth.type: token` would ask for tokens.'];
}

function loomOf({ proxy }: HubState['endpoint']): string {
  return proxy?.[0] ?? 'loom';
}

/** One entry of a client's `mcpServers`. */
function clientEntry([command = 'loom', ...args]: string[] = []): string {
  return `{ "command": ${JSON.stringify(command)}, "args": ${JSON.stringify(args)} }`;
}

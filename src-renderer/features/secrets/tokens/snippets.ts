/** A client's entry for Loom, as most clients that speak HTTP have it. */
export function entrySnippet(url: string, token: string): string {
  const headers = { Authorization: `Bearer ${token}` };
  return JSON.stringify({ mcpServers: { loom: { type: 'http', url, headers } } }, null, 2);
}

export function claudeCodeLine(url: string, token: string): string {
  return `claude mcp add --transport http loom ${url} --header "Authorization: Bearer ${token}"`;
}

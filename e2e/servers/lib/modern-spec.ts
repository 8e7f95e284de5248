/** What MCP 2026-07-28 calls things; for the test servers and for the clients of the harness. */

export const MODERN_VERSION = '2026-07-28';

/** The extension for tasks. */
export const TASKS = 'io.modelcontextprotocol/tasks';

/** The keys of `_meta` that are MCP's own. */
export const META = {
  protocolVersion: 'io.modelcontextprotocol/protocolVersion',
  clientInfo: 'io.modelcontextprotocol/clientInfo',
  clientCapabilities: 'io.modelcontextprotocol/clientCapabilities',
  logLevel: 'io.modelcontextprotocol/logLevel',
  subscriptionId: 'io.modelcontextprotocol/subscriptionId',
  serverInfo: 'io.modelcontextprotocol/serverInfo',
} as const;

/** Of these requests a header repeats the name: the parameter that it comes from. */
export const NAME_SOURCES: Record<string, string> = {
  'tools/call': 'name',
  'prompts/get': 'name',
  'resources/read': 'uri',
  'tasks/get': 'taskId',
  'tasks/update': 'taskId',
  'tasks/cancel': 'taskId',
};

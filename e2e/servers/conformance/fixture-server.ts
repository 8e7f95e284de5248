import {
  fromJsonSchema,
  McpServer,
  ProtocolError,
  ProtocolErrorCode,
  type Server,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { type Call, steps } from './call.ts';
import { prompts } from './prompts.ts';
import { offerResources } from './resources.ts';
import { inputSchemaOf, mirroredHeader } from './schemas.ts';
import { offerTasks } from './tasks.ts';
import { tools } from './tools.ts';

const capabilities = {
  tools: { listChanged: true },
  prompts: { listChanged: true },
  resources: { subscribe: true, listChanged: true },
  logging: {},
  completions: {},
};

const cache = { ttlMs: 60_000, cacheScope: 'private' } as const;
const cacheHints = {
  'tools/list': cache,
  'prompts/list': cache,
  'resources/list': cache,
  'resources/templates/list': cache,
  'resources/read': cache,
};

/** One server: for a session of the legacy era, or for a single request of the modern one. */
export function createFixtureServer(): McpServer {
  const mcp = new McpServer(
    { name: 'conformance', version: '1.0.0' },
    { capabilities, cacheHints, requestState: { verify: steps.verify } },
  );
  offerTools(mcp);
  offerPrompts(mcp.server);
  offerResources(mcp);
  offerTasks(mcp.server);
  mcp.server.setRequestHandler('completion/complete', () => ({
    completion: { values: [], total: 0, hasMore: false },
  }));
  return mcp;
}

function offerTools(mcp: McpServer): void {
  registerMirroredHeader(mcp);
  const listed = Object.keys(tools).map((name) => ({
    name,
    description: name,
    inputSchema: inputSchemaOf(name),
  }));
  // In place of the SDK's own, which makes results of the errors that clients are to see.
  mcp.server.setRequestHandler('tools/list', () => ({ tools: listed }));
  mcp.server.setRequestHandler('tools/call', async ({ params }, context) => {
    const run = tools[params.name];
    if (!run) throw invalidParams(`Unknown tool ${params.name}`);
    return run(callOf(mcp.server, context, params.arguments));
  });
}

/** The SDK compares headers with arguments for the tools that it knows itself, and no others. */
function registerMirroredHeader(mcp: McpServer): void {
  const inputSchema = fromJsonSchema(mirroredHeader);
  mcp.registerTool('test_mirrored_header', { inputSchema }, () => ({ content: [] }));
}

function offerPrompts(server: Server): void {
  const listed = Object.entries(prompts).map(([name, { takes }]) => ({
    name,
    description: name,
    arguments: takes.map((argument) => ({ name: argument, required: true })),
  }));
  server.setRequestHandler('prompts/list', () => ({ prompts: listed }));
  server.setRequestHandler('prompts/get', ({ params }, context) => {
    const prompt = prompts[params.name];
    if (!prompt) throw invalidParams(`Unknown prompt ${params.name}`);
    return prompt.get(callOf(server, context, params.arguments));
  });
}

function invalidParams(message: string): ProtocolError {
  return new ProtocolError(ProtocolErrorCode.InvalidParams, message);
}

function callOf(server: Server, context: ServerContext, input: Call['input'] = {}): Call {
  return {
    input,
    request: context.mcpReq,
    capabilities: server.getClientCapabilities() ?? {},
    closeStream: () => context.http?.closeSSE?.(),
  };
}

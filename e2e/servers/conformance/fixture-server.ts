import { ProtocolError, Server, type ServerContext } from '@modelcontextprotocol/server';
import { type Call, steps } from './call.ts';
import { prompts } from './prompts.ts';
import { read, resources, template } from './resources.ts';
import { inputSchemaOf } from './schemas.ts';
import { tools } from './tools.ts';

const INVALID_PARAMS = -32602;

const capabilities = {
  tools: { listChanged: true },
  prompts: { listChanged: true },
  resources: { subscribe: true, listChanged: true },
  logging: {},
  completions: {},
};

/** One server: for a session of the legacy era, or for a single request of the modern one. */
export function createFixtureServer(): Server {
  const server = new Server(
    { name: 'conformance', version: '1.0.0' },
    { capabilities, requestState: { verify: steps.verify } },
  );
  offerTools(server);
  offerPrompts(server);
  offerResources(server);
  server.setRequestHandler('completion/complete', () => ({
    completion: { values: [], total: 0, hasMore: false },
  }));
  return server;
}

function offerTools(server: Server): void {
  const listed = Object.keys(tools).map((name) => ({
    name,
    description: name,
    inputSchema: inputSchemaOf(name),
  }));
  server.setRequestHandler('tools/list', () => cached({ tools: listed }));
  server.setRequestHandler('tools/call', async ({ params }, context) => {
    const run = tools[params.name];
    if (!run) throw new ProtocolError(INVALID_PARAMS, `Unknown tool ${params.name}`);
    return run(callOf(server, context, params.arguments));
  });
}

function offerPrompts(server: Server): void {
  const listed = Object.entries(prompts).map(([name, { takes }]) => ({
    name,
    description: name,
    arguments: takes.map((argument) => ({ name: argument, required: true })),
  }));
  server.setRequestHandler('prompts/list', () => cached({ prompts: listed }));
  server.setRequestHandler('prompts/get', ({ params }, context) => {
    const prompt = prompts[params.name];
    if (!prompt) throw new ProtocolError(INVALID_PARAMS, `Unknown prompt ${params.name}`);
    return prompt.get(callOf(server, context, params.arguments));
  });
}

function offerResources(server: Server): void {
  const listed = Object.entries(resources).map(([uri, { mimeType }]) => ({
    uri,
    name: uri,
    mimeType,
  }));
  server.setRequestHandler('resources/list', () => cached({ resources: listed }));
  server.setRequestHandler('resources/templates/list', () =>
    cached({ resourceTemplates: [template] }),
  );
  server.setRequestHandler('resources/read', ({ params }) => cached(read(params.uri)));
  server.setRequestHandler('resources/subscribe', () => ({}));
  server.setRequestHandler('resources/unsubscribe', () => ({}));
}

function cached<Result extends object>(result: Result) {
  return { ...result, ttlMs: 60_000, cacheScope: 'private' as const };
}

function callOf(server: Server, context: ServerContext, input: Call['input'] = {}): Call {
  return {
    input,
    request: context.mcpReq,
    capabilities: server.getClientCapabilities() ?? {},
    closeStream: () => context.http?.closeSSE?.(),
  };
}

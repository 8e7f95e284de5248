import { setTimeout as pause } from 'node:timers/promises';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import type { RequestHandlerExtra } from '@modelcontextprotocol/sdk/shared/protocol.js';
import {
  type CallToolResult,
  ElicitResultSchema,
  type ServerNotification,
  type ServerRequest,
  SubscribeRequestSchema,
  UnsubscribeRequestSchema,
} from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';

type Extra = RequestHandlerExtra<ServerRequest, ServerNotification>;
const milliseconds = { ms: z.number().optional(), every: z.number().optional() };

/** The server behind http-server.ts and sse-server.ts, one per session; they name its tools. */
export function createSdkServer(name: string): McpServer {
  const server = new McpServer(
    { name, version: '1.0.0' },
    {
      capabilities: { logging: {}, resources: { subscribe: true } },
      instructions: `Tools of ${name}.`,
    },
  );
  const subscriptions = followSubscriptions(server);
  server.registerTool('echo', { inputSchema: { text: z.string() } }, ({ text }) =>
    textResult(text),
  );
  server.registerTool('whoami', {}, (extra) =>
    textResult(
      JSON.stringify({
        pid: process.pid,
        sessionId: extra.sessionId,
        headers: extra.requestInfo?.headers,
        client: server.server.getClientVersion(),
        capabilities: server.server.getClientCapabilities(),
        subscriptions: [...subscriptions],
      }),
    ),
  );
  server.registerTool('slow', { inputSchema: milliseconds }, slow);
  server.registerTool('ask', { inputSchema: { message: z.string().optional() } }, ask);
  server.registerTool('close_stream', { inputSchema: { ms: z.number().optional() } }, closeStream);
  server.registerTool('notify', { inputSchema: { text: z.string() } }, async ({ text }) => {
    // Not sent as part of this call, so that it goes to the session's own stream.
    await server.server.sendLoggingMessage({ level: 'info', logger: name, data: text });
    return textResult('sent');
  });
  server.registerTool('add_tool', { inputSchema: { name: z.string() } }, (input) => {
    server.registerTool(input.name, {}, () => textResult(input.name));
    return textResult('added');
  });
  server.registerResource('page', `${name}://page`, {}, (uri) => ({
    contents: [{ uri: uri.href, text: `a page of ${name}` }],
  }));
  server.registerPrompt('greet', {}, () => ({
    messages: [{ role: 'user', content: { type: 'text', text: `Greet ${name}` } }],
  }));
  return server;
}

/** The resources that the session has subscribed to, live. */
function followSubscriptions({ server }: McpServer): ReadonlySet<string> {
  const subscriptions = new Set<string>();
  server.setRequestHandler(SubscribeRequestSchema, ({ params }) => {
    subscriptions.add(params.uri);
    return {};
  });
  server.setRequestHandler(UnsubscribeRequestSchema, ({ params }) => {
    subscriptions.delete(params.uri);
    return {};
  });
  return subscriptions;
}

async function slow({ ms = 300, every = 100 }, extra: Extra): Promise<CallToolResult> {
  const progressToken = extra._meta?.progressToken;
  for (let done = every; done <= ms; done += every) {
    await pause(every, undefined, { signal: extra.signal });
    if (progressToken === undefined) continue;
    await extra.sendNotification({
      method: 'notifications/progress',
      params: { progressToken, progress: done, total: ms },
    });
  }
  return textResult(`slept ${ms} ms`);
}

async function ask(input: { message?: string }, extra: Extra): Promise<CallToolResult> {
  const params = {
    message: input.message ?? 'What is your name?',
    requestedSchema: { type: 'object' as const, properties: { name: { type: 'string' as const } } },
  };
  try {
    const answer = await extra.sendRequest(
      { method: 'elicitation/create', params },
      ElicitResultSchema,
    );
    return textResult(JSON.stringify({ result: answer }));
  } catch (error) {
    return textResult(JSON.stringify({ error: String(error) }));
  }
}

/** The answer comes after the call's stream was closed: the client has to resume it. */
async function closeStream({ ms = 200 }, extra: Extra): Promise<CallToolResult> {
  if (extra.closeSSEStream === undefined) return textResult('this stream cannot be resumed');
  extra.closeSSEStream();
  await pause(ms);
  return textResult('answered after the stream was closed');
}

function textResult(text: string): CallToolResult {
  return { content: [{ type: 'text', text }] };
}

/** Clients that stop reading in the middle of an answer, so that a test can look around meanwhile. */
import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import type { Readable } from 'node:stream';
import type { Era } from '../../../src-shared/domain/era.ts';
import { connectHttp } from '../../harness/http-client.ts';
import type { TestHub } from '../../harness/hub.ts';
import { connectProxy } from '../../harness/raw-client.ts';
import { META, MODERN_VERSION } from '../../servers/lib/modern-spec.ts';

export interface PausedTransfer extends AsyncDisposable {
  /** Reads the rest; resolves to the whole answer. */
  finish(): Promise<string>;
}

export interface PausingWay {
  era: Era;
  via: string;
  /** Calls a tool, and reads no further than the answer's first bytes. */
  call(hub: TestHub, tool: string, input: object): Promise<PausedTransfer>;
}

export const pausingWays: readonly PausingWay[] = (['legacy', 'modern'] as const).flatMap((era) => [
  { era, via: 'socket', call: (hub, tool, input) => overSocket(hub, linesOf(era, tool, input)) },
  { era, via: 'proxy', call: (hub, tool, input) => overProxy(hub, linesOf(era, tool, input)) },
  { era, via: 'HTTP', call: (hub, tool, input) => overHttp(hub, era, { tool, input }) },
]);

const id = 'big';
const client = { name: 'paused', version: '1.0.0' };
const envelope = {
  [META.protocolVersion]: MODERN_VERSION,
  [META.clientInfo]: client,
  [META.clientCapabilities]: {},
};

/** What has to be said first, and the call. */
interface Lines {
  greeting: string[];
  call: string;
}

function linesOf(era: Era, tool: string, input: object): Lines {
  const params = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: client };
  const handshake = [
    JSON.stringify({ jsonrpc: '2.0', id: 'initialize', method: 'initialize', params }),
    JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' }),
  ];
  return { greeting: era === 'legacy' ? handshake : [], call: callOf(era, tool, input) };
}

function callOf(era: Era, name: string, input: object): string {
  const params = { name, arguments: input, ...(era === 'modern' && { _meta: envelope }) };
  return JSON.stringify({ jsonrpc: '2.0', id, method: 'tools/call', params });
}

async function overSocket(hub: TestHub, { greeting, call }: Lines): Promise<PausedTransfer> {
  const socket = connect(hub.socket);
  await once(socket, 'connect');
  const hello = JSON.stringify({ loom: 1, version: 'test', pid: process.pid });
  const paused = pauseIn(socket);
  socket.write(`${[hello, ...greeting, call].join('\n')}\n`);
  const rest = await paused;
  return { finish: rest, [Symbol.asyncDispose]: async () => void socket.destroy() };
}

async function overProxy(hub: TestHub, { greeting, call }: Lines): Promise<PausedTransfer> {
  const proxy = await connectProxy(hub, { initialize: false });
  // It reads lines itself, too, and does not mind.
  const paused = pauseIn(proxy.child.stdout);
  for (const line of [...greeting, call]) proxy.send(line);
  const rest = await paused;
  return { finish: rest, [Symbol.asyncDispose]: () => proxy[Symbol.asyncDispose]() };
}

async function overHttp(
  hub: TestHub,
  era: Era,
  { tool, input }: { tool: string; input: object },
): Promise<PausedTransfer> {
  const session = era === 'legacy' ? await connectHttp(hub, { get: false }) : undefined;
  const mirrored = {
    'mcp-protocol-version': MODERN_VERSION,
    'mcp-method': 'tools/call',
    'mcp-name': tool,
  };
  const posted = request(hub.url, {
    method: 'POST',
    agent: false,
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...(session ? { 'mcp-session-id': session.sessionId } : mirrored),
    },
  });
  posted.end(callOf(era, tool, input));
  const [response] = (await once(posted, 'response')) as [Readable];
  const rest = await pauseIn(response);
  return {
    finish: rest,
    async [Symbol.asyncDispose]() {
      posted.destroy();
      await session?.[Symbol.asyncDispose]();
    },
  };
}

const newline = 0x0a;
/** Nothing else that comes is as long. */
const longerThanOthers = 16 * 1024;

/** Resolves when the answer has begun, to the function that reads its rest. */
async function pauseIn(stream: Readable): Promise<() => Promise<string>> {
  const pieces: Buffer[] = [];
  const begun = Promise.withResolvers<void>();
  const over = Promise.withResolvers<void>();
  let isBegun = false;
  stream.on('end', () => over.resolve());
  stream.on('data', (chunk: Buffer | string) => {
    const piece = Buffer.from(chunk);
    pieces.push(piece);
    if (isBegun) {
      if (piece.at(-1) === newline) over.resolve();
    } else if (piece.length > longerThanOthers) {
      isBegun = true;
      stream.pause();
      begun.resolve();
    }
  });
  await begun.promise;
  return async () => {
    stream.resume();
    await over.promise;
    return answerIn(Buffer.concat(pieces).toString());
  };
}

/** The last message, be it a line, an event or a body. */
function answerIn(text: string): string {
  const end = text.trimEnd();
  return end.slice(end.lastIndexOf('\n') + 1).replace(/^data: /, '');
}

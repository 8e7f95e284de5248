/**
 * The benchmark's server: as little work as a server in Node can do. It blocks in reading and
 * writing instead of running an event loop, and answers all that one read brought with one write.
 *
 *   node fast.ts [--modern]
 *
 * --modern       speaks 2026-07-28 only, as far as whoever calls it can tell: looks at no envelope
 *
 * echo {text}    returns the text
 * blob {bytes}   returns a text of that many bytes
 * count {…}      returns how many bytes the request's line had; neither kept nor parsed when long
 */
import { readSync } from 'node:fs';
import { hasFlag } from './lib/arguments.ts';
import { isErrorWithCode, sleepBlocking, writeAll } from './lib/write-all.ts';

const NEWLINE = 0x0a;
const LONG_LINE = 64 * 1024;
const END_BYTES = 200;
const BUFFER = Buffer.allocUnsafe(256 * 1024);

const IS_MODERN = hasFlag('modern');
/** How every result begins. */
const RESULT_START = IS_MODERN ? '{"resultType":"complete",' : '{';
const CACHING = IS_MODERN && { ttlMs: 60_000, cacheScope: 'public' };

const TOOLS = resultFrom({
  tools: [
    tool('echo', { text: { type: 'string' } }),
    tool('blob', { bytes: { type: 'number' } }),
    tool('count', { text: { type: 'string' } }),
  ],
  ...CACHING,
});
const DISCOVERED = resultFrom({
  supportedVersions: ['2026-07-28'],
  capabilities: { tools: {} },
  ...CACHING,
});

interface Request {
  id?: unknown;
  method?: string;
  params?: {
    protocolVersion?: string;
    name?: string;
    arguments?: { text?: string; bytes?: number };
  };
}

/** The line that has begun and not ended: in pieces, or, a long call of `count`, only its ends. */
let pieces: Buffer[] = [];
let piecesLength = 0;
let counted: { head: Buffer; tail: Buffer; length: number } | undefined;
let lastBlob = Buffer.alloc(0);
serve();

function serve(): void {
  for (let length = read(); length > 0; length = read()) {
    const chunk = BUFFER.subarray(0, length);
    const end = chunk.lastIndexOf(NEWLINE);
    if (end >= 0) finishLines(chunk.subarray(0, end));
    if (end + 1 < length) beginLine(chunk.subarray(end + 1));
  }
}

/** The number of bytes read into BUFFER; 0 when stdin has ended. */
function read(): number {
  for (;;) {
    try {
      return readSync(0, BUFFER, 0, BUFFER.length, null);
    } catch (error) {
      if (isErrorWithCode(error, 'EOF')) return 0;
      if (!isErrorWithCode(error, 'EAGAIN')) throw error;
      sleepBlocking(1);
    }
  }
}

function beginLine(part: Buffer): void {
  if (counted === undefined) keep(part);
  else extend(counted, part);
}

function keep(part: Buffer): void {
  pieces.push(Buffer.from(part));
  const wasLong = piecesLength >= LONG_LINE;
  piecesLength += part.length;
  if (wasLong || piecesLength < LONG_LINE) return;
  const line = Buffer.concat(pieces);
  if (!line.toString('latin1', 0, END_BYTES).includes('"name":"count"')) return;
  counted = { head: line.subarray(0, END_BYTES), tail: line, length: line.length };
  pieces = [];
}

function extend(line: { tail: Buffer; length: number }, part: Buffer): void {
  line.tail = Buffer.concat([line.tail.subarray(-END_BYTES), part.subarray(-END_BYTES)]);
  line.length += part.length;
}

function finishLines(lines: Buffer): void {
  let output = '';
  let rest = lines;
  if (counted !== undefined) {
    const first = lines.indexOf(NEWLINE);
    extend(counted, first < 0 ? lines : lines.subarray(0, first));
    output = textAnswer(idOf(counted), `"${counted.length}"`);
    rest = first < 0 ? lines.subarray(lines.length) : lines.subarray(first + 1);
  }
  const text = (pieces.length === 0 ? rest : Buffer.concat([...pieces, rest])).toString();
  pieces = [];
  piecesLength = 0;
  counted = undefined;
  for (const line of text.split('\n')) if (line !== '') output += answer(line);
  if (output !== '') writeAll(1, output);
}

/** Clients put the id first or last; what lies between is not looked at. */
function idOf({ head, tail }: { head: Buffer; tail: Buffer }): unknown {
  const first = /^\{"jsonrpc":"2.0","id":("[^"]*"|\d+)/.exec(head.toString());
  const last = /"id":("[^"]*"|\d+)\}\s*$/.exec(tail.toString());
  return JSON.parse(first?.[1] ?? last?.[1] ?? 'null');
}

function answer(line: string): string {
  const { id, method, params }: Request = JSON.parse(line);
  if (id === undefined) return '';
  if (method === 'tools/call') return call(id, params, line);
  if (method === 'tools/list') return resultText(id, TOOLS);
  if (IS_MODERN && method === 'server/discover') return resultText(id, DISCOVERED);
  if (!IS_MODERN && method === 'initialize') {
    return resultText(id, initializeText(params?.protocolVersion));
  }
  if (!IS_MODERN && method === 'ping') return resultText(id, '{}');
  const error = { code: -32601, message: `Method not found: ${method}` };
  return `${JSON.stringify({ jsonrpc: '2.0', id, error })}\n`;
}

function call(id: unknown, params: Request['params'], line: string): string {
  if (params?.name === 'echo') return textAnswer(id, JSON.stringify(params.arguments?.text ?? ''));
  if (params?.name === 'blob') return blobAnswer(id, params.arguments?.bytes ?? 0);
  return textAnswer(id, `"${Buffer.byteLength(line)}"`);
}

/** Written at once and in pieces: joining 60 MB to a string would cost more than sending it. */
function blobAnswer(id: unknown, bytes: number): string {
  if (lastBlob.length !== bytes)
    lastBlob = Buffer.alloc(bytes, 'abcdefghijklmnopqrstuvwxyz 0123456789 ');
  const empty = textAnswer(id, '""');
  const inside = empty.lastIndexOf('""') + 1;
  writeAll(1, empty.slice(0, inside));
  writeAll(1, lastBlob);
  writeAll(1, empty.slice(inside));
  return '';
}

function textAnswer(id: unknown, jsonText: string): string {
  return resultText(id, `${RESULT_START}"content":[{"type":"text","text":${jsonText}}]}`);
}

function resultText(id: unknown, result: string): string {
  const idText = typeof id === 'number' ? id : JSON.stringify(id);
  return `{"jsonrpc":"2.0","id":${idText},"result":${result}}\n`;
}

function initializeText(protocolVersion: string | undefined): string {
  return JSON.stringify({
    protocolVersion,
    capabilities: { tools: {} },
    serverInfo: { name: 'fast', version: '1.0.0' },
  });
}

function resultFrom(fields: Record<string, unknown>): string {
  return JSON.stringify(fields).replace('{', RESULT_START);
}

function tool(name: string, properties: Record<string, unknown>): Record<string, unknown> {
  return { name, description: name, inputSchema: { type: 'object', properties } };
}

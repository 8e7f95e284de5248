/**
 * The least that a hub can be. It knows no names, sessions or failures: it gives each request an id
 * of its own, hands it to the first server and puts the client's id back. Only the tool list is
 * everyone's, fetched once. Serves a local socket and HTTP, and writes its pid beside the socket.
 *
 *   node hub.js <socket> <http port> <servers as JSON: {command, args, env}[]>
 */
import { spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createSocketServer } from 'node:net';
import { onLines } from './on-lines.js';

/** @typedef {{ command: string, args: string[], env: Record<string, string> }} Command */
/** @typedef {{ id?: unknown, method?: string, params?: any, result?: any }} Message */
/** @typedef {(text: string) => void} Answer */

const [path = '', port = '0', commands = '[]'] = process.argv.slice(2);
/** @type {Server[]} */
let servers = [];
/** @type {Promise<string> | undefined} */
let tools;

class Server {
  #lastId = 0;
  /** @type {Map<number, { id: unknown, answer: Answer }>} */
  #pending = new Map();

  /** @param {Command} command */
  constructor({ command, args, env }) {
    this.child = spawn(command, args, { env, stdio: ['pipe', 'pipe', 'inherit'] });
    onLines(this.child.stdout, (lines) => {
      for (const line of lines) this.#answered(JSON.parse(line));
      flush();
    });
    this.request({ method: 'initialize', params: { protocolVersion: '2025-11-25' } }, () => {});
  }

  /** @param {Message} message @param {Answer} answer */
  request(message, answer) {
    const id = ++this.#lastId;
    this.#pending.set(id, { id: message.id, answer });
    write(this.child.stdin, JSON.stringify({ ...message, jsonrpc: '2.0', id }));
  }

  /** @param {Message} message */
  #answered(message) {
    const pending = this.#pending.get(Number(message.id));
    if (!pending) return;
    this.#pending.delete(Number(message.id));
    message.id = pending.id;
    pending.answer(JSON.stringify(message));
  }
}

/** @param {Message} message @param {Answer} answer */
function take(message, answer) {
  if (message.id === undefined) return;
  if (message.method === 'initialize') answer(result(message.id, initialize));
  else if (message.method === 'tools/list') void list(message.id, answer);
  else running()[0]?.request(message, answer);
}

function running() {
  if (servers.length === 0)
    servers = JSON.parse(commands).map((/** @type {Command} */ one) => new Server(one));
  return servers;
}

/** @param {unknown} id @param {Answer} answer */
async function list(id, answer) {
  tools ??= fetchTools();
  answer(result(id, await tools));
  flush();
}

async function fetchTools() {
  const lists = running().map((server) => {
    /** @type {PromiseWithResolvers<string>} */
    const { promise, resolve } = Promise.withResolvers();
    server.request({ method: 'tools/list' }, resolve);
    return promise;
  });
  flush();
  const texts = await Promise.all(lists);
  return JSON.stringify({ tools: texts.flatMap((text) => JSON.parse(text).result.tools) });
}

const initialize = JSON.stringify({
  protocolVersion: '2025-11-25',
  capabilities: { tools: {} },
  serverInfo: { name: 'floor', version: '1.0.0' },
});

/** @param {unknown} id @param {string} text */
function result(id, text) {
  return `{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":${text}}`;
}

/**
 * What one read brought goes on with one write.
 * @type {Map<import('node:stream').Writable, string>}
 */
const unsent = new Map();

/** @param {import('node:stream').Writable} stream @param {string} line */
function write(stream, line) {
  unsent.set(stream, `${unsent.get(stream) ?? ''}${line}\n`);
}

function flush() {
  for (const [stream, text] of unsent) stream.write(text);
  unsent.clear();
}

const http = createServer({ noDelay: true }, (request, response) => {
  /** @type {Buffer[]} */
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const message = JSON.parse(Buffer.concat(chunks).toString());
    if (message.id === undefined) response.writeHead(202, { 'content-length': 0 }).end();
    take(message, (text) => {
      const headers = {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(text),
        'mcp-session-id': 'floor',
      };
      response.writeHead(200, headers).end(text);
    });
    flush();
  });
});

rmSync(path, { force: true });
createSocketServer((socket) => {
  socket.on('error', () => {});
  onLines(socket, (lines) => {
    for (const line of lines) take(JSON.parse(line), (text) => write(socket, text));
    flush();
  });
}).listen(path, () => {
  writeFileSync(`${path}.pid`, String(process.pid));
  http.listen(Number(port), '127.0.0.1', () => console.log('ready'));
});
process.on('SIGTERM', () => process.exit());

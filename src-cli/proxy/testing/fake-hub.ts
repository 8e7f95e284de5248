// A hub for the proxy's tests: greets, answers by rote, and dies when asked. Run as a process it is
// what the proxy finds or starts; FAKE_HUB says how it misbehaves.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { ownPaths } from '../find-hub.ts';

interface Message {
  id?: unknown;
  method?: string;
  params?: { size?: number };
}

const paths = ownPaths(process.env);
const mode = process.env.FAKE_HUB;

if (mode === 'crash') {
  process.stderr.write('registry.yaml:3:1 is broken\n');
  process.exit(3);
}
const other = connect(paths.socket, () => process.exit(6));
other.on('error', listen);

function listen(): void {
  mkdirSync(paths.state, { recursive: true, mode: 0o700 });
  rmSync(paths.socket, { force: true });
  const server = createServer(serve);
  server.on('error', () => process.exit(6));
  server.listen(paths.socket, () => {
    const about = { version: '0', pid: process.pid, socket: paths.socket, startedAt: Date.now() };
    writeFileSync(paths.hubFile, JSON.stringify(about));
    process.stdout.write('listening\n');
  });
}

function serve(socket: Socket): void {
  const journal: string[] = [];
  socket.on('error', () => {});
  const refused = { code: 'unknown-profile', message: 'there is no profile x', remedy: 'Add it.' };
  const hello = { loom: 1, version: '0', pid: process.pid };
  const send = (message: object) => socket.write(`${JSON.stringify(message)}\n`);
  createInterface({ input: socket }).on('line', (line) => {
    journal.push(line);
    if (journal.length > 1) answer(JSON.parse(line), { socket, journal, send });
    else if (mode === 'refuse') {
      send({ ...hello, refused });
      socket.end();
    } else send(hello);
  });
}

interface Session {
  socket: Socket;
  journal: string[];
  send(message: object): void;
}

function answer(message: Message, { socket, journal, send }: Session): void {
  const reply = (result: unknown) => send({ result, jsonrpc: '2.0', id: message.id });
  switch (message.method) {
    case 'initialize':
      if (mode === 'die-in-handshake') die();
      else reply({ protocolVersion: '2025-11-25', capabilities, serverInfo: { name: 'fake' } });
      break;
    case 'journal':
      reply({ journal, pid: process.pid });
      break;
    case 'die':
      die();
      break;
    case 'die-mid-line':
      socket.write('{"jsonrpc":"2.0","id":77,"result":{"half":"', die);
      break;
    case 'ask':
      send({ jsonrpc: '2.0', id: `hub-${process.pid}`, method: 'sampling/createMessage' });
      break;
    case 'big':
      reply({ text: 'x'.repeat(message.params?.size ?? 0) });
      break;
    case 'subscriptions/listen':
      send({ jsonrpc: '2.0', method: acknowledged, params: acknowledgement(message) });
      break;
    case 'hang':
      break;
    default:
      if (message.method && message.id !== undefined) reply({ echo: message.params ?? null });
  }
}

const acknowledged = 'notifications/subscriptions/acknowledged';

function acknowledgement({ id }: Message): object {
  const _meta = { 'io.modelcontextprotocol/subscriptionId': id };
  return { _meta, notifications: { toolsListChanged: true, resourceSubscriptions: ['a:1'] } };
}

const capabilities = {
  tools: { listChanged: true },
  prompts: {},
  resources: { listChanged: true, subscribe: true },
};

function die(): void {
  process.kill(process.pid, 'SIGKILL');
}

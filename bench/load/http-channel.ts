import { connect, type Socket } from 'node:net';
import type { Answer, Channel } from './channel.ts';
import { initialize, initialized, protocolVersion } from './messages.ts';

/**
 * Streamable HTTP over bare keep-alive sockets, one for each request in flight: `fetch` would cost
 * more than what is measured. Answers must have a Content-Length.
 */
export class HttpChannel implements Channel {
  readonly #port: number;
  readonly #idle: Connection[] = [];
  readonly #all = new Set<Connection>();
  /** What every request has besides, each with its line's end. */
  #headers: string;
  #lastId = 0;

  /** @param headers - of a modern client, which has no session to begin. */
  constructor(port: number, headers = '') {
    this.#port = port;
    this.#headers = headers;
  }

  nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  send(message: string | Buffer, answered?: (answer: Answer) => void): void {
    const connection = this.#idle.pop() ?? this.#connect();
    connection.post(this.#head(message), message, (answer) => {
      this.#idle.push(connection);
      answered?.(answer);
    });
  }

  async initialize(): Promise<void> {
    await this.#ask(initialize.text(this.nextId()));
    const id = this.#idle.at(-1)?.header('mcp-session-id');
    if (!id) throw new Error('the answer to initialize has no session id');
    this.#headers = `Mcp-Session-Id: ${id}\r\nMCP-Protocol-Version: ${protocolVersion}\r\n`;
    await this.#ask(initialized);
  }

  async close(): Promise<void> {
    for (const connection of this.#all) connection.close();
  }

  #ask(message: string): Promise<Answer> {
    return new Promise((resolve) => this.send(message, resolve));
  }

  #head(message: string | Buffer): string {
    const fixed = `POST /mcp HTTP/1.1\r\nHost: 127.0.0.1:${this.#port}\r\n`;
    const types =
      'Content-Type: application/json\r\nAccept: application/json, text/event-stream\r\n';
    return `${fixed}${types}${this.#headers}Content-Length: ${Buffer.byteLength(message)}\r\n\r\n`;
  }

  #connect(): Connection {
    const connection = new Connection(connect({ port: this.#port, host: '127.0.0.1' }));
    this.#all.add(connection);
    return connection;
  }
}

/** One socket with at most one request under way. */
class Connection {
  readonly #socket: Socket;
  #head = '';
  #pieces: Buffer[] = [];
  /** Bytes of the body still to come; undefined before the head has come to its end. */
  #missing: number | undefined;
  #answered: ((answer: Answer) => void) | undefined;

  constructor(socket: Socket) {
    this.#socket = socket.setNoDelay(true);
    socket.on('data', (chunk) => this.#read(chunk));
    socket.on('close', () => {
      if (this.#answered) throw new Error('the connection ended before its answer came');
    });
  }

  post(head: string, body: string | Buffer, answered: (answer: Answer) => void): void {
    this.#answered = answered;
    if (typeof body === 'string') this.#socket.write(head + body);
    else {
      this.#socket.write(head);
      this.#socket.write(body);
    }
  }

  header(name: string): string | undefined {
    return new RegExp(`^${name}: *(.*?)\r$`, 'im').exec(this.#head)?.[1];
  }

  close(): void {
    this.#answered = undefined;
    this.#socket.destroy();
  }

  #read(chunk: Buffer): void {
    const body = this.#missing === undefined ? this.#readHead(chunk) : chunk;
    if (!body) return;
    this.#pieces.push(body);
    this.#missing = (this.#missing ?? 0) - body.length;
    if (this.#missing > 0) return;
    const pieces = this.#pieces;
    const answered = this.#answered;
    this.#pieces = [];
    this.#missing = undefined;
    this.#answered = undefined;
    answered?.(pieces);
  }

  /** Returns the beginning of the body that came with the head. */
  #readHead(chunk: Buffer): Buffer {
    const end = chunk.indexOf('\r\n\r\n');
    if (end < 0) throw new Error(`an HTTP head in pieces: ${chunk}`);
    this.#head = chunk.toString('latin1', 0, end + 2);
    const length = /\r\ncontent-length: *(\d+)/i.exec(this.#head);
    if (!length || !this.#head.startsWith('HTTP/1.1 20'))
      throw new Error(`an answer that is no plain success: ${chunk.toString('latin1', 0, 1000)}`);
    this.#missing = Number(length[1]);
    return chunk.subarray(end + 4);
  }
}

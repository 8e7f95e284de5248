import type { Socket } from 'node:net';
import { toLoomError } from '../../../src-shared/errors.ts';
import {
  type Frame,
  type FrameReading,
  type RequestFrame,
  readBatch,
  readFrame,
} from '../../../src-shared/wire/frame.ts';
import {
  type ClientHello,
  type HubFarewell,
  type HubHello,
  readHello,
} from '../../../src-shared/wire/hello.ts';
import { createLineSplitter, type LineHandler } from '../../../src-shared/wire/lines.ts';
import { oneLine } from '../../../src-shared/wire/one-line.ts';
import { createLineWriter, type LineWriter } from '../mcp/line-writer.ts';
import {
  encode,
  errorMessage,
  failureMessage,
  nullId,
  type Pieces,
  unreadableCode,
} from '../mcp/message.ts';
import { messageTooLarge } from '../mcp/message-too-large.ts';
import type { ClientRequest, Session, SessionOptions } from '../sessions/session.ts';
import { BatchReply } from './batch-reply.ts';
import { checkHello } from './check-hello.ts';
import { oversizedRequestId } from './oversized-request.ts';

export interface LineSessionOptions {
  version: string;
  /** Longest message in bytes. */
  maxMessage: number;
  /** Opens a session, or throws why not. */
  open(options: SessionOptions): Session;
  end(session: Session): void;
  take(session: Session, frame: Frame, toRequest: (frame: RequestFrame) => ClientRequest): void;
}

/** Serves one proxy on a socket: its hello line, then newline-delimited JSON-RPC both ways. */
export class LineSession {
  readonly #socket: Socket;
  readonly #options: LineSessionOptions;
  readonly #writer: LineWriter;
  /** Undefined until the hello line has come. */
  #session: Session | undefined;

  constructor(socket: Socket, options: LineSessionOptions) {
    this.#socket = socket;
    this.#options = options;
    this.#writer = createLineWriter(socket, options.maxMessage * 2);
    socket.on('data', createLineSplitter(options.maxMessage, this.#lines(), Buffer.concat));
    socket.on('close', () => this.#session && options.end(this.#session));
  }

  /** Tells the proxy that the hub was stopped on purpose. */
  sayFarewell(): void {
    const farewell: HubFarewell = { loom: 1, stopped: true };
    if (this.#session) this.#send([encode(farewell)]);
  }

  #lines(): LineHandler {
    const { maxMessage } = this.#options;
    let tooLongHead: Uint8Array = new Uint8Array();
    return {
      line: (bytes) => {
        if (this.#session) this.#takeLine(this.#session, oneLine(bytes));
        else this.#session = this.#greet(bytes);
      },
      tooLong(head) {
        tooLongHead = head;
      },
      skipped: (tail) => {
        const id = oversizedRequestId(tooLongHead, tail);
        const idBytes = id ? Buffer.from(id, 'latin1') : nullId;
        this.#send(failureMessage(idBytes, messageTooLarge(maxMessage)));
      },
    };
  }

  readonly #send = (message: Pieces): void => {
    // A client that never reads must not fill the hub's memory.
    if (!this.#writer.write(message)) this.#socket.destroy();
  };

  /** The way of an answer that belongs to no batch. */
  readonly #alone: AnswerWay = { reply: this.#send, drop() {} };

  #greet(line: Uint8Array): Session | undefined {
    const { version } = this.#options;
    try {
      const hello = checkHello(readHello<ClientHello>(line));
      const opened = this.#options.open({
        carrier: 'socket',
        profile: hello.profile ?? 'default',
        project: hello.project,
        pid: hello.pid,
        clientHint: hello.client,
        send: this.#send,
      });
      this.#sayHello({ loom: 1, version, pid: process.pid });
      return opened;
    } catch (thrown) {
      const { code, message, remedy } = toLoomError(thrown);
      this.#sayHello({ loom: 1, version, refused: { code, message, remedy } });
      setImmediate(() => this.#socket.end());
      return undefined;
    }
  }

  #sayHello(hello: HubHello): void {
    this.#send([encode(hello)]);
  }

  #takeLine(session: Session, bytes: Uint8Array): void {
    const reading = readFrame(bytes);
    const batch = reading.ok ? undefined : readBatch(bytes);
    if (reading.ok) this.#take(session, reading.frame, this.#alone);
    else if (!batch) this.#send(refusal(reading));
    else if (batch.length > 0) this.#takeBatch(session, batch);
    else this.#send(refusal({ ok: false, reason: 'not-jsonrpc', detail: 'the batch is empty' }));
  }

  #takeBatch(session: Session, batch: readonly FrameReading[]): void {
    const due = batch.filter((one) => !one.ok || one.frame.kind === 'request').length;
    const answers = new BatchReply(due, this.#send);
    const inBatch = {
      isBatched: true,
      reply: (answer: Pieces) => answers.add(answer),
      drop: () => answers.drop(),
    };
    for (const one of batch) {
      if (one.ok) this.#take(session, one.frame, inBatch);
      else answers.add(refusal(one));
    }
  }

  #take(session: Session, frame: Frame, way: AnswerWay): void {
    this.#options.take(session, frame, (one) => ({
      frame: one,
      session,
      notify: this.#send,
      ...way,
    }));
  }
}

/** Where an answer goes. */
type AnswerWay = Pick<ClientRequest, 'reply' | 'drop' | 'isBatched'>;

function refusal(reading: FrameReading & { ok: false }): Pieces {
  return errorMessage(nullId, unreadableCode(reading), `loom: ${reading.detail}`);
}

import type { Socket } from 'node:net';
import { LoomError, toLoomError } from '../../../src-shared/errors.ts';
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
import { createLineSplitter } from '../../../src-shared/wire/lines.ts';
import { createLineWriter } from '../mcp/line-writer.ts';
import {
  encode,
  errorMessage,
  failureMessage,
  nullId,
  type Pieces,
  rpcCodes,
} from '../mcp/message.ts';
import type { ClientRequest, Session, SessionOptions } from '../sessions/session.ts';
import { BatchReply } from './batch-reply.ts';
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

export interface LineSession {
  /** Tells the proxy that the hub was stopped on purpose. */
  sayFarewell(): void;
}

/** Serves one proxy on a socket: its hello line, then newline-delimited JSON-RPC both ways. */
export function serveLineSession(socket: Socket, options: LineSessionOptions): LineSession {
  const { maxMessage } = options;
  const writer = createLineWriter(socket, maxMessage * 2);
  const send = (message: Pieces) => {
    // A client that never reads must not fill the hub's memory.
    if (!writer.write(message)) socket.destroy();
  };
  const toRequest = (session: Session, frame: RequestFrame): ClientRequest => ({
    frame,
    session,
    reply: send,
    notify: send,
    drop() {},
  });
  let session: Session | undefined;
  let tooLongHead: Uint8Array = new Uint8Array();

  const feed = createLineSplitter(maxMessage, {
    line(bytes) {
      if (session) takeLine(session, bytes);
      else session = greet(bytes);
    },
    tooLong(head) {
      tooLongHead = head;
    },
    skipped(tail) {
      const id = oversizedRequestId(tooLongHead, tail);
      send(failureMessage(id ? Buffer.from(id, 'latin1') : nullId, tooLarge(maxMessage)));
    },
  });
  socket.on('data', feed);
  socket.on('close', () => session && options.end(session));

  return {
    sayFarewell() {
      const farewell: HubFarewell = { loom: 1, stopped: true };
      if (session) send([encode(farewell)]);
    },
  };

  function greet(line: Uint8Array): Session | undefined {
    const hello = readHello<ClientHello>(line);
    try {
      if (!hello) throw new LoomError('usage', 'the connection did not start with a hello line');
      const opened = options.open({
        carrier: 'socket',
        profile: hello.profile ?? 'default',
        project: hello.project,
        pid: hello.pid,
        clientHint: hello.client,
        send,
      });
      sayHello({ loom: 1, version: options.version, pid: process.pid });
      return opened;
    } catch (thrown) {
      const { code, message, remedy } = toLoomError(thrown);
      sayHello({ loom: 1, version: options.version, refused: { code, message, remedy } });
      setImmediate(() => socket.end());
      return undefined;
    }
  }

  function sayHello(hello: HubHello): void {
    send([encode(hello)]);
  }

  function takeLine(session: Session, bytes: Uint8Array): void {
    const reading = readFrame(bytes);
    const batch = reading.ok ? undefined : readBatch(bytes);
    if (reading.ok) take(session, reading.frame, toRequest);
    else if (!batch) send(refusal(reading));
    else if (batch.length > 0) takeBatch(session, batch);
    else send(refusal({ ok: false, reason: 'not-jsonrpc', detail: 'the batch is empty' }));
  }

  function takeBatch(session: Session, batch: readonly FrameReading[]): void {
    const due = batch.filter((one) => !one.ok || one.frame.kind === 'request').length;
    const answers = new BatchReply(due, send);
    const reply = (answer: Pieces) => answers.add(answer);
    for (const one of batch) {
      if (!one.ok) answers.add(refusal(one));
      else
        take(session, one.frame, (...of) => ({
          ...toRequest(...of),
          reply,
          drop: () => answers.drop(),
        }));
    }
  }

  function take(session: Session, frame: Frame, request: typeof toRequest): void {
    options.take(session, frame, (one) => request(session, one));
  }
}

function refusal({ reason, detail }: FrameReading & { ok: false }): Pieces {
  const code = reason === 'not-json' ? rpcCodes.parseError : rpcCodes.invalidRequest;
  return errorMessage(nullId, code, `loom: ${detail}`);
}

export function tooLarge(maxMessage: number): LoomError {
  return new LoomError(
    'message-too-large',
    `the message is longer than the limit of ${sizeText(maxMessage)}`,
  );
}

function sizeText(bytes: number): string {
  const megabytes = bytes / 1024 / 1024;
  return megabytes >= 1 ? `${Math.round(megabytes * 10) / 10} MB` : `${bytes} bytes`;
}

import { LoomError } from '../../src-shared/errors.ts';
import { type RequestFrame, type ResponseFrame, readFrame } from '../../src-shared/wire/frame.ts';
import { parseText } from '../../src-shared/wire/json-scan.ts';
import type { Core } from './core.ts';
import { encode, type Pieces } from './mcp/message.ts';
import { newestLegacyRevision } from './mcp/revisions.ts';
import type { Session } from './sessions/session.ts';

export interface OwnSessionOptions {
  profile: string;
  project: string | undefined;
  signal?: AbortSignal | undefined;
}

/** Sends a request as a client would and resolves to its parsed result. */
export type Ask = (method: string, params: unknown) => Promise<unknown>;

/**
 * A session of the hub's own, for the console and the CLI: they see and call exactly what a client
 * would, through the same face.
 */
export async function withOwnSession<T>(
  core: Core,
  options: OwnSessionOptions,
  work: (ask: Ask, session: Session) => Promise<T>,
): Promise<T> {
  const session = core.sessions.open({
    carrier: 'socket',
    profile: options.profile,
    project: options.project,
    clientHint: 'loom',
    pid: process.pid,
    isHubs: true,
    send: () => {},
  });
  const end = () => core.sessions.end(session);
  options.signal?.addEventListener('abort', end, { once: true });
  let lastId = 0;
  const ask: Ask = (method, params) => {
    lastId += 1;
    return send(core, session, { jsonrpc: '2.0', id: lastId, method, params });
  };
  try {
    options.signal?.throwIfAborted();
    await ask('initialize', {
      protocolVersion: newestLegacyRevision,
      capabilities: {},
      clientInfo: { name: 'loom', version: '1' },
    });
    return await work(ask, session);
  } finally {
    options.signal?.removeEventListener('abort', end);
    end();
  }
}

function send(core: Core, session: Session, message: object): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const reading = readFrame(encode(message));
    if (!reading.ok) throw new Error(reading.detail);
    const reply = (pieces: Pieces) => {
      const answer = readFrame(Buffer.concat(pieces));
      if (!answer.ok || answer.frame.kind !== 'response')
        reject(new Error('the answer is no response'));
      else if (answer.frame.outcome === 'result')
        resolve(parseText(answer.frame.bytes, answer.frame.body));
      else reject(failureIn(answer.frame));
    };
    core.take(session, reading.frame, (frame: RequestFrame) => ({
      frame,
      session,
      reply,
      notify() {},
      drop: () => reject(new LoomError('hub-stopping', 'the call was cancelled')),
    }));
  });
}

interface RpcError {
  code?: number;
  message?: string;
  data?: { remedy?: string; server?: string };
}

function failureIn(frame: ResponseFrame): LoomError {
  const { code, message, data } = (parseText(frame.bytes, frame.body) ?? {}) as RpcError;
  return new LoomError('tool-failed', `${message ?? 'the request failed'} (code ${code})`, {
    server: data?.server,
    remedy: data?.remedy ?? 'The server itself refused the request; see its documentation.',
  });
}

import type { IncomingMessage } from 'node:http';
import type { LoomError } from '../../../src-shared/errors.ts';
import { answeredId } from './answer-id.ts';
import {
  isPassing,
  mediaType,
  readEventStream,
  type StreamPosition,
  waitToReconnect,
} from './event-stream.ts';
import { brokenFailure, sizeFailure, statusFailure } from './http-failure.ts';
import {
  type HttpSession,
  type PostOutcome,
  sessionHeaders,
  trackRequest,
} from './http-session.ts';

/** Failed attempts in a row to take up a stream again. */
const mostFailures = 5;
/** Streams that were answered and that their server has not closed. */
const mostLingering = 8;

/** A request whose answer comes as an event stream. */
export interface StreamedRequest {
  requestId: number;
  /** The answer to its POST. */
  response: IncomingMessage;
  deliver(message: Uint8Array): void;
}

/**
 * Delivers what an answer's event stream holds until the answer itself has come. A stream that ends
 * before is resumed where the server gave its events ids (2025-11-25 basic/transports,
 * "Resumability"); servers may also close it on purpose and be asked again after `retry`.
 */
export async function followAnswer(
  session: HttpSession,
  { requestId, response: first, deliver }: StreamedRequest,
): Promise<PostOutcome> {
  const sessionId = session.id;
  const position: StreamPosition = { lastEventId: undefined, retryMs: undefined };
  let response = first;
  let isAnswered = false;
  let isTooLarge = false;
  const reader = {
    event(type: string, data: Uint8Array) {
      if (type !== 'message') return;
      if (answeredId(data) === requestId) {
        isAnswered = true;
        session.inFlight.delete(requestId);
        linger(session, response);
      }
      deliver(data);
    },
    overflow() {
      isTooLarge = true;
      response.destroy();
    },
  };
  for (let failures = 0; ; ) {
    const end = await readEventStream(response, { position, limit: session.maxMessage, reader });
    if (isAnswered) return { ok: true };
    if (isTooLarge) return failed(sizeFailure(session.target, 'its answer', session.maxMessage));
    if (session.era === 'modern' || position.lastEventId === undefined) {
      return failed(brokenFailure(session.target, 'ended the stream before its answer'));
    }
    failures = end.how === 'closed' || end.hadEvents ? 0 : failures + 1;
    const resumed = await resume(session, { requestId, sessionId, position, failures });
    if ('outcome' in resumed) return resumed.outcome;
    response = resumed.response;
  }
}

interface Resumption {
  requestId: number;
  sessionId: string | undefined;
  position: StreamPosition;
  failures: number;
}

async function resume(
  session: HttpSession,
  { requestId, sessionId, position, failures }: Resumption,
): Promise<{ response: IncomingMessage } | { outcome: PostOutcome }> {
  for (let attempt = failures; ; attempt++) {
    await waitToReconnect(position, attempt, session.signal);
    if (!session.inFlight.has(requestId) || session.id !== sessionId) return lost(session);
    const outcome = await session.client.request({
      method: 'GET',
      headers: {
        accept: 'text/event-stream',
        'last-event-id': position.lastEventId ?? '',
        ...sessionHeaders(session),
      },
      onOpen: trackRequest(session, requestId),
    });
    const isLast = attempt >= mostFailures - 1;
    if (!outcome.ok) {
      const reason = outcome.isUnreachable ? 'unreachable' : 'failed';
      if (isLast) return { outcome: { ok: false, reason, error: outcome.error } };
      continue;
    }
    const { response } = outcome;
    const status = response.statusCode ?? 0;
    if (status === 200 && mediaType(response) === 'text/event-stream') return { response };
    response.resume();
    if (isLast || !isPassing(status)) {
      const said = 'the stream with its answer broke and cannot be resumed';
      return { outcome: failed(statusFailure(session.target, status, said)) };
    }
  }
}

function lost(session: HttpSession): { outcome: PostOutcome } {
  const error = brokenFailure(session.target, 'lost our session before it answered');
  return { outcome: failed(error) };
}

function failed(error: LoomError): PostOutcome {
  return { ok: false, reason: 'failed', error };
}

/**
 * Servers should close an answer's stream after the answer. Those that do not would cost us one
 * connection for each call, so only the last few are kept open.
 */
function linger(session: HttpSession, response: IncomingMessage): void {
  const { lingering } = session;
  lingering.add(response);
  response.on('close', () => lingering.delete(response));
  const [oldest] = lingering;
  if (lingering.size > mostLingering) oldest?.destroy();
}

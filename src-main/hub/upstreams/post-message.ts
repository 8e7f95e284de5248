import type { IncomingMessage } from 'node:http';
import type { LoomError } from '../../../src-shared/errors.ts';
import { readBatch, readFrame } from '../../../src-shared/wire/frame.ts';
import { oneLine } from '../../../src-shared/wire/one-line.ts';
import { byteLength } from '../mcp/message.ts';
import { answeredId, answerFromNameless } from './answer-id.ts';
import { doubtsEra, otherEraFailure } from './era-doubt.ts';
import { mediaType, readEventStream } from './event-stream.ts';
import { followAnswer } from './follow-answer.ts';
import { brokenFailure, protocolFailure, sizeFailure, statusFailure } from './http-failure.ts';
import { type HttpSession, type PostOutcome, trackRequest } from './http-session.ts';
import type { OutgoingMessage } from './link.ts';
import { readBody } from './read-body.ts';
import { saidIn } from './said-in.ts';

type Deliver = (message: Uint8Array) => void;

const postHeaders = {
  accept: 'application/json, text/event-stream',
  'content-type': 'application/json',
};
const delivered: PostOutcome = { ok: true };

/**
 * POSTs one message (2025-11-25 basic/transports, "Sending Messages to the Server") and delivers
 * every message of the answer. A request must stand in `session.inFlight`.
 */
export async function postMessage(
  session: HttpSession,
  message: OutgoingMessage,
  deliver: Deliver,
): Promise<PostOutcome> {
  const { target, maxMessage } = session;
  const { requestId } = message;
  const sessionId = session.id;
  if (byteLength(message.pieces) > maxMessage) {
    return failed(sizeFailure(target, 'the message to it', maxMessage));
  }
  const outcome = await session.client.request({
    method: 'POST',
    headers: { ...postHeaders, ...session.headersFor(message, session) },
    body: message.pieces,
    onOpen: trackRequest(session, requestId),
  });
  if (!outcome.ok) {
    const reason = outcome.isUnreachable ? 'unreachable' : 'failed';
    return { ok: false, reason, error: outcome.error };
  }
  const { response } = outcome;
  if (message.method === 'initialize') session.id = headerOf(response, 'mcp-session-id');
  const status = response.statusCode ?? 0;
  if (status < 200 || status > 299) {
    const refusal = await readRefusal(session, message, { response, requestId, deliver });
    const isLost = status === 404 && sessionId !== undefined && !refusal.eraDoubted;
    return isLost && !refusal.ok ? { ...refusal, reason: 'session-lost' } : refusal;
  }
  const isStream = mediaType(response) === 'text/event-stream';
  if (requestId === undefined) {
    // Nothing is due, but a stream may be the server's occasion to say something.
    if (isStream) void deliverStream(session, response, deliver);
    else response.resume();
    return delivered;
  }
  return isStream
    ? followAnswer(session, { requestId, response, deliver })
    : readAnswer(session, { requestId, response, deliver });
}

interface Answering {
  requestId: number | undefined;
  response: IncomingMessage;
  deliver: Deliver;
}

/** An answer in one body: a message, or a batch of them (2025-03-26). */
async function readAnswer(
  session: HttpSession,
  { requestId, response, deliver }: Answering,
): Promise<PostOutcome> {
  const { target, maxMessage } = session;
  const body = await readBody(response, maxMessage);
  if (!body.ok) return failed(bodyFailure(session, body.reason));
  let isAnswered = false;
  for (const message of messagesIn(body.bytes)) {
    const answer = answerIn(message, session, { requestId, response });
    isAnswered ||= answer !== undefined;
    deliver(answer ?? message);
  }
  if (isAnswered) return delivered;
  const said = target.quote(saidIn(response, body.bytes));
  const what = `answered ${response.statusCode} without an answer${said ? `: ${said}` : ''}`;
  return failed(protocolFailure(target, what));
}

/** An error status may carry the JSON-RPC error that answers the request. */
async function readRefusal(
  session: HttpSession,
  { method }: OutgoingMessage,
  { requestId, response, deliver }: Answering,
): Promise<PostOutcome> {
  const { era, target, maxMessage } = session;
  const body = await readBody(response, maxMessage);
  const bytes = body.ok ? body.bytes : new Uint8Array(0);
  const status = response.statusCode ?? 0;
  const line = oneLine(bytes);
  const answer = answerIn(line, session, { requestId, response });
  const eraDoubted = body.ok && doubtsEra(era, { method, status, body: line });
  // An error that names a modern request may be the server's own, with a code of its own.
  const isOwn = answer === line && era === 'modern';
  if (answer && (isOwn || !eraDoubted)) {
    deliver(answer);
    return { ok: true, eraDoubted };
  }
  const said = saidIn(response, bytes);
  if (eraDoubted) return { ...failed(otherEraFailure(session, status, said)), eraDoubted };
  return failed(statusFailure(target, status, said));
}

/**
 * A message, where it is the answer to the request. Without sessions an error without an id can mean
 * nothing else; and what keeps strangers out answers nobody's request.
 */
function answerIn(
  message: Uint8Array,
  { era }: HttpSession,
  { requestId, response }: Omit<Answering, 'deliver'>,
): Uint8Array | undefined {
  const isGuard = response.statusCode === 401 || response.statusCode === 403;
  if (requestId === undefined || (era === 'modern' && isGuard)) return undefined;
  if (answeredId(message) === requestId) return message;
  return era === 'modern' ? answerFromNameless(message, requestId) : undefined;
}

async function deliverStream(
  session: HttpSession,
  response: IncomingMessage,
  deliver: Deliver,
): Promise<void> {
  await readEventStream(response, {
    position: { lastEventId: undefined, retryMs: undefined },
    limit: session.maxMessage,
    reader: { event: (type, data) => type === 'message' && deliver(data) },
  });
}

/** Bodies may be pretty-printed, while what we pass on may end up in a stream of lines. */
function messagesIn(bytes: Uint8Array): Uint8Array[] {
  const line = oneLine(bytes);
  const readings = readBatch(line) ?? [readFrame(line)];
  return readings.flatMap((reading) => (reading.ok ? [reading.frame.bytes] : []));
}

function bodyFailure(session: HttpSession, reason: 'too-large' | 'broken'): LoomError {
  return reason === 'too-large'
    ? sizeFailure(session.target, 'its answer', session.maxMessage)
    : brokenFailure(session.target, 'broke off in the middle of its answer');
}

function headerOf(response: IncomingMessage, name: string): string | undefined {
  const value = response.headers[name];
  return typeof value === 'string' ? value : undefined;
}

function failed(error: LoomError): PostOutcome {
  return { ok: false, reason: 'failed', error };
}

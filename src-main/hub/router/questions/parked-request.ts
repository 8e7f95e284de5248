import { paramSpans, type RequestFrame, readFrame } from '../../../../src-shared/wire/frame.ts';
import { splice } from '../../../../src-shared/wire/splice.ts';
import { readEnvelope } from '../../mcp/envelope.ts';
import type { Pieces } from '../../mcp/message.ts';
import type { ClientRequest, Session } from '../../sessions/session.ts';

export interface ParkedRequestEvents {
  /** The call has ended; the answer's id is not the retry's yet. */
  answered(answer: Uint8Array): void;
  dropped(): void;
}

/**
 * Stands in for the client's request while a call waits for the retry, under an id that no client
 * uses. Of the original only the envelope is kept: the rest may be large, and is not sent again.
 * Progress and log messages that come meanwhile have no stream to go to.
 */
export function parkedRequest(
  session: Session,
  { original, id }: { original: RequestFrame; id: string },
  events: ParkedRequestEvents,
): ClientRequest {
  const frame = standIn(original, id);
  return {
    frame,
    session,
    envelope: readEnvelope(frame),
    isParked: true,
    reply: (message) => events.answered(Buffer.concat(message)),
    notify() {},
    drop: () => events.dropped(),
  };
}

/** The client's request while its call goes on; of its end is told before it happens. */
export function followed(
  client: ClientRequest,
  events: { answered(): void; dropped(): void },
): ClientRequest {
  const { frame, session, envelope } = client;
  return {
    frame,
    session,
    envelope,
    reply(message) {
      events.answered();
      client.reply(message);
    },
    notify: (message) => client.notify(message),
    drop() {
      events.dropped();
      client.drop();
    },
  };
}

/** The answer under another id. */
export function withId(answer: Uint8Array, id: Uint8Array): Pieces {
  const reading = readFrame(answer);
  if (!reading.ok || reading.frame.kind !== 'response' || !reading.frame.id) return [answer];
  return splice(answer, [{ span: reading.frame.id, text: id }]);
}

function standIn(original: RequestFrame, id: string): RequestFrame {
  const { bytes, method } = original;
  const [meta] = paramSpans(original, ['_meta']) ?? [];
  const head = JSON.stringify({ jsonrpc: '2.0', id: `loom-parked-${id}`, method }).slice(0, -1);
  const whole = Buffer.concat([
    Buffer.from(`${head},"params":{"_meta":`),
    meta ? bytes.subarray(meta.start, meta.end) : Buffer.from('{}'),
    Buffer.from('}}'),
  ]);
  const reading = readFrame(whole);
  if (!reading.ok || reading.frame.kind !== 'request') throw new Error('the stand-in is malformed');
  return reading.frame;
}

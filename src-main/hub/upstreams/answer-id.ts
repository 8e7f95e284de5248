import { integerId, paramSpans, readFrame } from '../../../src-shared/wire/frame.ts';
import { findMembers, parseText } from '../../../src-shared/wire/json-scan.ts';

/** The id of the request that a message answers; undefined where it answers none of ours. */
export function answeredId(message: Uint8Array): number | undefined {
  const reading = readFrame(message);
  if (!reading.ok || reading.frame.kind !== 'response' || !reading.frame.id) return undefined;
  const id = integerId(message, reading.frame.id);
  return id < 0 ? undefined : id;
}

/** An error that names no request, as the answer to the one that it can only mean. */
export function answerFromNameless(message: Uint8Array, requestId: number): Uint8Array | undefined {
  const reading = readFrame(message);
  if (!reading.ok || reading.frame.kind !== 'response' || reading.frame.id) return undefined;
  const { outcome, body } = reading.frame;
  if (outcome !== 'error') return undefined;
  const error = message.subarray(body.start, body.end);
  return Buffer.concat([Buffer.from(`{"jsonrpc":"2.0","id":${requestId},"error":`), error, close]);
}

const close = Buffer.from('}');

/** The request that a `notifications/cancelled` names. */
export function cancelledId(message: Uint8Array): number | undefined {
  const reading = readFrame(message);
  if (!reading.ok || reading.frame.kind !== 'notification') return undefined;
  const [requestId] = paramSpans(reading.frame, ['requestId']) ?? [];
  return requestId && integerId(message, requestId);
}

/** The revision in the answer to `initialize`; undefined where it is none. */
export function answeredVersion(message: Uint8Array): string | undefined {
  const reading = readFrame(message);
  if (!reading.ok || reading.frame.kind !== 'response') return undefined;
  const [version] = findMembers(message, reading.frame.body.start, ['protocolVersion']) ?? [];
  const value = version && parseText(message, version);
  return typeof value === 'string' ? value : undefined;
}

import {
  findMembers,
  keyIs,
  parseString,
  parseText,
  type Span,
  scanArray,
  scanObject,
  skipSpace,
} from './json-scan.ts';

/** One JSON-RPC message as it lies on the wire. Payloads are spans of `bytes`, never values. */
export type Frame = RequestFrame | NotificationFrame | ResponseFrame;

export interface RequestFrame {
  kind: 'request';
  bytes: Uint8Array;
  id: Span;
  method: string;
  params: Span | undefined;
}

export interface NotificationFrame {
  kind: 'notification';
  bytes: Uint8Array;
  method: string;
  params: Span | undefined;
}

export interface ResponseFrame {
  kind: 'response';
  bytes: Uint8Array;
  /** Undefined where the id is `null`: the sender could not tell which request it answers. */
  id: Span | undefined;
  outcome: 'result' | 'error';
  /** The result or the error object. */
  body: Span;
}

export type FrameReading =
  | { ok: true; frame: Frame }
  | { ok: false; reason: 'not-json' | 'not-jsonrpc'; detail: string };

/**
 * Reads one message (JSON-RPC 2.0) from the bytes of one line or body.
 *
 * Ids are strings or numbers (MCP allows no null id in requests). A frame with one of the envelope's
 * keys twice is refused.
 */
export function readFrame(bytes: Uint8Array): FrameReading {
  const start = skipSpace(bytes, 0);
  let id: Span | undefined;
  let method: Span | undefined;
  let params: Span | undefined;
  let result: Span | undefined;
  let error: Span | undefined;
  let version = false;
  let twice = false;
  const end = scanObject(bytes, start, (keyStart, keyEnd, value) => {
    if (keyIs(bytes, keyStart, keyEnd, 'id')) {
      if (id) twice = true;
      id = value;
    } else if (keyIs(bytes, keyStart, keyEnd, 'method')) {
      if (method) twice = true;
      method = value;
    } else if (keyIs(bytes, keyStart, keyEnd, 'params')) {
      if (params) twice = true;
      params = value;
    } else if (keyIs(bytes, keyStart, keyEnd, 'result')) {
      if (result) twice = true;
      result = value;
    } else if (keyIs(bytes, keyStart, keyEnd, 'error')) {
      if (error) twice = true;
      error = value;
    } else if (keyIs(bytes, keyStart, keyEnd, 'jsonrpc')) {
      version = isTwoPointZero(bytes, value);
    }
  });
  if (end < 0) return notJson('not a complete JSON object');
  if (skipSpace(bytes, end) < bytes.length) return notJson('something follows the JSON object');
  if (twice) return notRpc('a JSON-RPC key appears twice');
  if (!version) return notRpc('"jsonrpc" is not "2.0"');
  if (id && !isId(bytes, id)) {
    if (method || bytes[id.start] !== NULL_START)
      return notRpc('the id is neither string nor number');
    id = undefined;
  }
  if (method) {
    const name = parseString(bytes, method);
    if (name === undefined) return notRpc('"method" is not a string');
    return id
      ? { ok: true, frame: { kind: 'request', bytes, id, method: name, params } }
      : { ok: true, frame: { kind: 'notification', bytes, method: name, params } };
  }
  const body = result ?? error;
  if (!body || (result && error)) return notRpc('neither a request nor a response');
  const outcome = result ? 'result' : 'error';
  return { ok: true, frame: { kind: 'response', bytes, id, outcome, body } };
}

/** More messages at once are a mistake, or meant to harm. */
export const mostInBatch = 1_000;

/** The messages of a JSON-RPC batch (2025-03-26 only); undefined where `bytes` is not a batch. */
export function readBatch(bytes: Uint8Array): FrameReading[] | undefined {
  const start = skipSpace(bytes, 0);
  if (bytes[start] !== 0x5b) return undefined;
  const elements = scanArray(bytes, start, mostInBatch);
  if (!elements) return [notJson('not a complete JSON array')];
  if (elements.length > mostInBatch) {
    return [notRpc(`the batch has more than ${mostInBatch} messages`)];
  }
  return elements.map((span) => readFrame(bytes.subarray(span.start, span.end)));
}

/**
 * Spans of named members of the params object, in the order of `names`; undefined where there are no
 * params, they are not an object, or one of the names appears twice.
 */
export function paramSpans(
  frame: RequestFrame | NotificationFrame,
  names: readonly string[],
): (Span | undefined)[] | undefined {
  return frame.params && findMembers(frame.bytes, frame.params.start, names);
}

/** The request's id as it stands there. */
export function idOf({ bytes, id }: RequestFrame): Uint8Array {
  return bytes.subarray(id.start, id.end);
}

const ascii = new TextDecoder('latin1');

/** An id or token as a map key: its text, so that the number 1 and the string "1" stay apart. */
export function idKey(bytes: Uint8Array, span: Span): string {
  const number = integerId(bytes, span);
  if (number >= 0) return String(number);
  const text = ascii.decode(bytes.subarray(span.start, span.end));
  return text.includes('\\') ? JSON.stringify(parseText(bytes, span)) : text;
}

/** A non-negative integer id of at most 15 digits, or -1: how answers find their request. */
export function integerId(bytes: Uint8Array, span: Span): number {
  const length = span.end - span.start;
  if (length > 15) return -1;
  let value = 0;
  for (let index = span.start; index < span.end; index++) {
    const digit = (bytes[index] as number) - 0x30;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

const NULL_START = 0x6e;

function isId(bytes: Uint8Array, span: Span): boolean {
  const first = bytes[span.start] as number;
  return first === 0x22 || first === 0x2d || (first >= 0x30 && first <= 0x39);
}

function isTwoPointZero(bytes: Uint8Array, span: Span): boolean {
  return (
    span.end - span.start === 5 &&
    bytes[span.start + 1] === 0x32 &&
    bytes[span.start + 2] === 0x2e &&
    bytes[span.start + 3] === 0x30
  );
}

function notJson(detail: string): FrameReading & { ok: false } {
  return { ok: false, reason: 'not-json', detail };
}

function notRpc(detail: string): FrameReading & { ok: false } {
  return { ok: false, reason: 'not-jsonrpc', detail };
}

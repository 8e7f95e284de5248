import { ByteList } from './byte-list.ts';

/** What an event stream held, in order. */
export interface SseHandler {
  /** An event with data, which is on one line: what came as several lines is joined by spaces. */
  event(type: string, data: Uint8Array): void;
  /** An event's id (also of one without data), as Latin-1 so that it goes back byte for byte. */
  id(id: string): void;
  /** How long to wait before reconnecting, in milliseconds. */
  retry(milliseconds: number): void;
  /** An event passed the limit; the rest of it is skipped. */
  overflow(): void;
  /** The end of such an event, with the first and the last bytes of its data. */
  skipped(head: Uint8Array, tail: Uint8Array): void;
}

const LF = 0x0a;
const CR = 0x0d;
const COLON = 0x3a;
const SPACE = 0x20;
const edgeBytes = 256;
const longestField = 5;
const longestId = 4096;
const noBytes = new Uint8Array(0);
const oneSpace = Uint8Array.of(SPACE);

/**
 * Parses `text/event-stream` (WHATWG HTML, 9.2) on bytes: nothing is decoded and printed again, so
 * characters may be split across chunks anywhere and a large event costs no more than its bytes.
 *
 * @param limit - greatest size of an event's data in bytes.
 * @returns a function to feed chunks to. Where the stream ends, an unfinished event is dropped.
 */
export function createSseParser(limit: number, handler: SseHandler): (chunk: Uint8Array) => void {
  const event = createEventBuilder(limit, handler);
  /** The beginning of a line whose end is still to come. */
  const held = new ByteList();
  let isSkippingLine = false;
  let lineEndedWithCr = false;
  let isFirstLine = true;

  function hold(part: Uint8Array): void {
    if (part.length === 0) return;
    if (isSkippingLine) event.skip(part);
    else {
      held.push(part);
      if (held.size <= limit + edgeBytes) return;
      isSkippingLine = true;
      event.skip(held.take());
    }
  }

  function endLine(part: Uint8Array): void {
    hold(part);
    if (!isSkippingLine) event.line(isFirstLine ? withoutMark(held.take()) : held.take());
    isSkippingLine = false;
    isFirstLine = false;
  }

  return (chunk) => {
    if (chunk.length === 0) return;
    let from = lineEndedWithCr && chunk[0] === LF ? 1 : 0;
    lineEndedWithCr = chunk[chunk.length - 1] === CR;
    // Each search is repeated only once its find lies behind: the whole stays linear.
    let lf = chunk.indexOf(LF, from);
    let cr = chunk.indexOf(CR, from);
    while (lf >= 0 || cr >= 0) {
      const isCr = cr >= 0 && (lf < 0 || cr < lf);
      const end = isCr ? cr : lf;
      endLine(chunk.subarray(from, end));
      from = isCr && lf === cr + 1 ? end + 2 : end + 1;
      if (lf >= 0 && lf < from) lf = chunk.indexOf(LF, from);
      if (cr >= 0 && cr < from) cr = chunk.indexOf(CR, from);
    }
    hold(from === 0 ? chunk : chunk.subarray(from));
  };
}

interface EventBuilder {
  line(line: Uint8Array): void;
  /** A piece of a line that is too long. */
  skip(piece: Uint8Array): void;
}

function createEventBuilder(limit: number, handler: SseHandler): EventBuilder {
  const data = new ByteList();
  let hasData = false;
  let type = 'message';
  let skipped: { head: Uint8Array; tail: Uint8Array } | undefined;

  function add(value: Uint8Array): void {
    if (skipped) skip(value);
    else {
      if (hasData) data.push(oneSpace);
      data.push(value);
      hasData = true;
      if (data.size > limit) skip(data.take());
    }
  }

  function skip(piece: Uint8Array): void {
    if (!skipped) {
      skipped = { head: withoutField(piece).slice(0, edgeBytes), tail: noBytes };
      handler.overflow();
    }
    skipped.tail = Buffer.concat([skipped.tail, piece.subarray(-edgeBytes)]).subarray(-edgeBytes);
  }

  function dispatch(): void {
    const was = { type, skipped };
    const bytes = data.take();
    type = 'message';
    skipped = undefined;
    hasData = false;
    if (was.skipped) handler.skipped(was.skipped.head, was.skipped.tail);
    else if (bytes.length > 0) handler.event(was.type, bytes);
  }

  return {
    skip,
    line(line) {
      if (line.length === 0) return dispatch();
      const colon = line.indexOf(COLON);
      const fieldEnd = colon < 0 ? line.length : colon;
      if (fieldEnd === 0 || fieldEnd > longestField) return;
      const value = colon < 0 ? noBytes : withoutSpace(line.subarray(colon + 1));
      switch (latin1(line.subarray(0, fieldEnd))) {
        case 'data':
          return add(value);
        case 'event':
          type = latin1(value) || 'message';
          return;
        case 'id':
          if (isHeaderSafe(value)) handler.id(latin1(value));
          return;
        case 'retry':
          if (/^\d{1,9}$/.test(latin1(value))) handler.retry(Number(latin1(value)));
      }
    },
  };
}

/** A stream may begin with a byte order mark. */
function withoutMark(line: Uint8Array): Uint8Array {
  return line[0] === 0xef && line[1] === 0xbb && line[2] === 0xbf ? line.subarray(3) : line;
}

/** A line skipped from its beginning comes with its field's name. */
function withoutField(piece: Uint8Array): Uint8Array {
  return latin1(piece.subarray(0, 5)) === 'data:' ? withoutSpace(piece.subarray(5)) : piece;
}

function withoutSpace(value: Uint8Array): Uint8Array {
  return value[0] === SPACE ? value.subarray(1) : value;
}

/** An id goes back in a header, where control characters are not allowed. */
function isHeaderSafe(id: Uint8Array): boolean {
  return id.length <= longestId && id.every((byte) => byte >= SPACE && byte !== 0x7f);
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

import { idKey, paramSpans, type RequestFrame } from '../../../../src-shared/wire/frame.ts';
import { copySpan, findMembers, type Span } from '../../../../src-shared/wire/json-scan.ts';
import { removeMembers } from '../../../../src-shared/wire/member-edits.ts';
import { splice } from '../../../../src-shared/wire/splice.ts';
import { errorMessage, resultMessage } from '../../mcp/message.ts';
import type { Instance } from '../../upstreams/instance.ts';

/** A question as it came, and whether the transport told which call it belongs to. */
export interface AskedFrame {
  frame: RequestFrame;
  isCertain: boolean;
}

/** A legacy server's question that a modern client is told of in the answer to its own request. */
export class ParkedQuestion {
  readonly instance: Instance;
  /** As it came; a copy, since it may wait for long and came together with others. */
  readonly frame: RequestFrame;
  /** Whether the transport told which call it belongs to. */
  readonly isCertain: boolean;
  readonly #id: Uint8Array;

  constructor(instance: Instance, { frame, isCertain }: AskedFrame) {
    this.instance = instance;
    this.isCertain = isCertain;
    this.frame = { ...frame, bytes: new Uint8Array(frame.bytes) };
    this.#id = copySpan(frame.bytes, frame.id);
  }

  isFrom(instance: Instance, upstreamKey: string): boolean {
    return instance === this.instance && upstreamKey === idKey(this.frame.bytes, this.frame.id);
  }

  /** As it stands among the `inputRequests`. */
  toInputRequest(): Uint8Array {
    const { bytes, method, params } = this.frame;
    const head = `{"method":${JSON.stringify(method)}`;
    if (!params) return Buffer.from(`${head}}`);
    const text = inputParams(bytes.subarray(params.start, params.end), method);
    return Buffer.concat([Buffer.from(`${head},"params":`), text, Buffer.from('}')]);
  }

  /** @param result - the client's, JSON text. */
  answer(result: Uint8Array): void {
    this.instance.peer.send(resultMessage(this.#id, result));
  }

  refuse(code: number, why: string): void {
    this.instance.peer.send(errorMessage(this.#id, code, `loom: ${why}`));
  }
}

/**
 * The params of a question as a modern client may read them. Gone are the `elicitationId`, which the
 * modern era does not have, and the progress token: nobody can report progress on an input request.
 */
function inputParams(params: Uint8Array, method: string): Uint8Array {
  const whole: Span = { start: 0, end: params.length };
  const [meta] = findMembers(params, 0, ['_meta']) ?? [];
  const edits = method === 'elicitation/create' ? [...removeMembers(params, whole, removed)] : [];
  if (meta) edits.push(...removeMembers(params, meta, ['progressToken']));
  return edits.length > 0 ? Buffer.concat(splice(params, edits)) : params;
}

const removed = ['elicitationId'];

/**
 * The answer with which a client is asked for input (2026-07-28 basic/patterns/mrtr), as JSON text.
 *
 * @param questions - by key; each is an input request as JSON text.
 */
export function inputRequired(
  questions: ReadonlyMap<string, Uint8Array>,
  requestState: string | undefined,
): Uint8Array {
  const parts: Uint8Array[] = [Buffer.from('{"resultType":"input_required","inputRequests":{')];
  for (const [key, question] of questions) {
    const comma = parts.length > 1 ? ',' : '';
    parts.push(Buffer.from(`${comma}${JSON.stringify(key)}:`), question);
  }
  const state = requestState === undefined ? '' : `,"requestState":${JSON.stringify(requestState)}`;
  parts.push(Buffer.from(`}${state}}`));
  return Buffer.concat(parts);
}

/**
 * The answers that a retry carries, as JSON text by the keys of `keys`; those it leaves out are
 * missing, and keys that nobody asked for count for nothing. Undefined where they are malformed.
 */
export function inputResponses(
  frame: RequestFrame,
  keys: readonly string[],
): ReadonlyMap<string, Uint8Array> | undefined {
  const found = new Map<string, Uint8Array>();
  const params = paramSpans(frame, ['inputResponses']);
  const [responses] = params ?? [];
  if (!responses) return params && found;
  const spans = findMembers(frame.bytes, responses.start, keys);
  if (!spans) return undefined;
  for (const [index, span] of spans.entries()) {
    if (!span) continue;
    if (frame.bytes[span.start] !== OPEN_BRACE) return undefined;
    found.set(keys[index] as string, frame.bytes.subarray(span.start, span.end));
  }
  return found;
}

const OPEN_BRACE = 0x7b;

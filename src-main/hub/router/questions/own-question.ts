import {
  type RequestFrame,
  type ResponseFrame,
  readFrame,
} from '../../../../src-shared/wire/frame.ts';
import { findMembers, parseString, parseText } from '../../../../src-shared/wire/json-scan.ts';
import { rpcCodes } from '../../mcp/message.ts';
import type { AskedRequest } from '../../sessions/session.ts';

/** What the hub itself wants to know of a client, for a server that cannot ask. */
export interface Question {
  method: string;
  /** JSON text. */
  params: Uint8Array | undefined;
}

/** The client's result as JSON text, or why there is none. */
export type QuestionAnswer =
  | { ok: true; result: Uint8Array }
  | { ok: false; code: number; message: string };

/** A question of the hub's own. The client's progress on it is told to nobody. */
export class OwnQuestion implements AskedRequest {
  readonly #settle: (answer: QuestionAnswer) => void;

  constructor(settle: (answer: QuestionAnswer) => void) {
    this.#settle = settle;
  }

  answered({ bytes, body, outcome }: ResponseFrame): void {
    if (outcome === 'result')
      this.#settle({ ok: true, result: bytes.subarray(body.start, body.end) });
    else this.#settle(refusalIn(bytes, body.start));
  }

  progressed(): void {}

  abandoned(): void {
    this.#settle(notAsked(rpcCodes.methodNotFound, 'the client is gone'));
  }

  isFrom(): boolean {
    return false;
  }
}

/** The question as a message, still without an id of its own; undefined where it is malformed. */
export function questionFrame({ method, params }: Question): RequestFrame | undefined {
  const head = `{"jsonrpc":"2.0","id":0,"method":${JSON.stringify(method)}`;
  const parts = params ? [bytesOf(`${head},"params":`), params] : [bytesOf(head)];
  const reading = readFrame(Buffer.concat([...parts, bytesOf('}')]));
  return reading.ok && reading.frame.kind === 'request' ? reading.frame : undefined;
}

export function notAsked(code: number, why: string): QuestionAnswer {
  return { ok: false, code, message: `loom: ${why}` };
}

function bytesOf(text: string): Uint8Array {
  return Buffer.from(text);
}

function isInteger(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

/** The client's own error. */
function refusalIn(bytes: Uint8Array, at: number): QuestionAnswer {
  const [code, message] = findMembers(bytes, at, ['code', 'message']) ?? [];
  const number = code && parseText(bytes, code);
  return {
    ok: false,
    code: isInteger(number) ? number : rpcCodes.invalidRequest,
    message: (message && parseString(bytes, message)) ?? 'for no stated reason',
  };
}

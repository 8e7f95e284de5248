import {
  idKey,
  type NotificationFrame,
  paramSpans,
  type RequestFrame,
  type ResponseFrame,
} from '../../../../src-shared/wire/frame.ts';
import { copySpan, type Span } from '../../../../src-shared/wire/json-scan.ts';
import { type Edit, splice } from '../../../../src-shared/wire/splice.ts';
import { errorMessage, type Pieces, rpcCodes } from '../../mcp/message.ts';
import type { AskedRequest } from '../../sessions/session.ts';
import type { Instance } from '../../upstreams/instance.ts';
import { tokenIn } from '../request-parts.ts';

/** A server's question on its way to a client of the legacy era, and the answer back. */
export class RelayedQuestion implements AskedRequest {
  readonly #instance: Instance;
  /** The server's own id, as it stood. */
  readonly #id: Uint8Array;
  readonly #key: string;
  /** The progress token the server gave, as it stood. */
  readonly #progressToken: Uint8Array | undefined;

  constructor(instance: Instance, frame: RequestFrame) {
    const token = tokenOf(frame);
    this.#instance = instance;
    this.#id = copySpan(frame.bytes, frame.id);
    this.#key = idKey(frame.bytes, frame.id);
    this.#progressToken = token && copySpan(frame.bytes, token);
  }

  answered({ bytes, id }: ResponseFrame): void {
    if (id) this.#instance.peer.send(splice(bytes, [{ span: id, text: this.#id }]));
  }

  progressed(frame: NotificationFrame, token: Span): void {
    if (!this.#progressToken) return;
    const pieces = splice(frame.bytes, [{ span: token, text: this.#progressToken }]);
    this.#instance.peer.send(pieces, frame.method);
  }

  abandoned(): void {
    const text = 'loom: the client is gone';
    this.#instance.peer.send(errorMessage(this.#id, rpcCodes.methodNotFound, text));
  }

  isFrom(instance: Instance, upstreamKey = this.#key): boolean {
    return instance === this.#instance && upstreamKey === this.#key;
  }
}

/** The question as the client gets it: the hub's id for its own and for its progress token. */
export function renamed(frame: RequestFrame, askId: number): Pieces {
  const edits: Edit[] = [{ span: frame.id, text: String(askId) }];
  const token = tokenOf(frame);
  if (token) edits.push({ span: token, text: String(askId) });
  return splice(frame.bytes, edits);
}

function tokenOf(frame: RequestFrame): Span | undefined {
  const [meta] = paramSpans(frame, ['_meta']) ?? [];
  return meta && tokenIn(frame.bytes, meta);
}

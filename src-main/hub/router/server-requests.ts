import {
  idKey,
  idOf,
  integerId,
  type NotificationFrame,
  paramSpans,
  type RequestFrame,
  type ResponseFrame,
} from '../../../src-shared/wire/frame.ts';
import { copySpan, parseText } from '../../../src-shared/wire/json-scan.ts';
import { type Edit, splice } from '../../../src-shared/wire/splice.ts';
import { errorMessage, notificationMessage, resultMessage, rpcCodes } from '../mcp/message.ts';
import type { Session } from '../sessions/session.ts';
import type { Instance } from '../upstreams/instance.ts';
import { emptyResult, tokenIn } from './request-parts.ts';

/** What a server may ask of a client, and the capability that the client must have declared. */
const capabilityOf: ReadonlyMap<string, string> = new Map([
  ['roots/list', 'roots'],
  ['sampling/createMessage', 'sampling'],
  ['elicitation/create', 'elicitation'],
]);

/** Questions that may wait for one client at once, and how long a question's id may be. */
const mostAsked = 256;
const longestId = 1024;

export interface ServerRequestsOptions {
  session(id: string): Session | undefined;
  /** The server asked its client for something: from now on each session gets its own instance. */
  markInteractive(instance: Instance): void;
}

/**
 * Requests that servers make. They go to the one session that the instance has ever served, or are
 * refused: to guess an owner among several would show one client's matters to another.
 */
export class ServerRequests {
  readonly #options: ServerRequestsOptions;

  constructor(options: ServerRequestsOptions) {
    this.#options = options;
  }

  /** A server asks. */
  take(instance: Instance, frame: RequestFrame, _about?: number): void {
    const id = idOf(frame);
    if (frame.method === 'ping') {
      instance.peer.send(resultMessage(id, emptyResult));
      return;
    }
    if (capabilityOf.has(frame.method)) this.#options.markInteractive(instance);
    const owner = this.owner(instance);
    if (!owner) instance.askedInVain = true;
    const refusal = owner ? refusalOf(owner, frame) : 'no single client owns this connection';
    if (!owner || refusal) {
      instance.peer.send(errorMessage(id, rpcCodes.methodNotFound, `loom: ${refusal}`));
      return;
    }
    this.#relay(owner, instance, frame);
  }

  /** The session that alone was ever served by the instance, if it is still there. */
  owner(instance: Instance): Session | undefined {
    const sessionId = instance.soleSession;
    return sessionId === undefined ? undefined : this.#options.session(sessionId);
  }

  /** A client answers what a server asked. */
  answer(session: Session, frame: ResponseFrame): void {
    const id = frame.id ? integerId(frame.bytes, frame.id) : -1;
    const asked = session.asked.get(id);
    if (!asked || !frame.id) return;
    session.asked.delete(id);
    asked.instance.peer.send(splice(frame.bytes, [{ span: frame.id, text: asked.upstreamId }]));
  }

  /** A client reports progress on what a server asked. */
  progress(session: Session, frame: NotificationFrame): void {
    const [token] = paramSpans(frame, ['progressToken']) ?? [];
    const asked = token && session.asked.get(integerId(frame.bytes, token));
    if (!token || !asked?.progressToken) return;
    const pieces = splice(frame.bytes, [{ span: token, text: asked.progressToken }]);
    asked.instance.peer.send(pieces, frame.method);
  }

  /** A server does not want an answer any more. */
  cancelled(instance: Instance, frame: NotificationFrame): void {
    const owner = this.owner(instance);
    const [requestId] = paramSpans(frame, ['requestId']) ?? [];
    if (!owner || !requestId) return;
    const key = idKey(frame.bytes, requestId);
    for (const [askId, asked] of owner.asked) {
      if (asked.instance !== instance || asked.upstreamKey !== key) continue;
      owner.asked.delete(askId);
      const pieces = splice(frame.bytes, [{ span: requestId, text: String(askId) }]);
      owner.send(pieces, owner.callOn(instance)?.request);
    }
  }

  /** The instance is gone: nobody waits for the answers any more. */
  instanceEnded(instance: Instance): void {
    const owner = this.owner(instance);
    for (const [askId, asked] of owner?.asked ?? []) {
      if (asked.instance !== instance) continue;
      owner?.asked.delete(askId);
      const params = { requestId: askId, reason: 'the server that asked has ended' };
      owner?.send(notificationMessage('notifications/cancelled', params));
    }
  }

  /** The client is gone: whoever asked it must not wait for ever. */
  sessionEnded(session: Session): void {
    for (const { instance, upstreamId } of session.asked.values()) {
      instance.peer.send(
        errorMessage(upstreamId, rpcCodes.methodNotFound, 'loom: the client is gone'),
      );
    }
    session.asked.clear();
  }

  #relay(owner: Session, instance: Instance, frame: RequestFrame): void {
    const askId = owner.nextAskId();
    const [meta] = paramSpans(frame, ['_meta']) ?? [];
    const token = meta && tokenIn(frame.bytes, meta);
    owner.asked.set(askId, {
      instance,
      upstreamId: copySpan(frame.bytes, frame.id),
      upstreamKey: idKey(frame.bytes, frame.id),
      progressToken: token && copySpan(frame.bytes, token),
    });
    const edits: Edit[] = [{ span: frame.id, text: String(askId) }];
    if (token) edits.push({ span: token, text: String(askId) });
    owner.send(splice(frame.bytes, edits), owner.callOn(instance)?.request);
  }
}

/** Why this client must not be asked this, in words for the server's log; undefined where it may. */
function refusalOf(session: Session, frame: RequestFrame): string | undefined {
  if (session.asked.size >= mostAsked) return `too many questions wait for the client already`;
  if (frame.id.end - frame.id.start > longestId) return 'the id of the question is too long';
  const capability = capabilityOf.get(frame.method);
  if (!capability) return undefined;
  const declared = session.capabilities[capability] as Record<string, unknown> | null | undefined;
  if (!declared) return `the client has no "${capability}" capability`;
  const [tools, mode] = paramSpans(frame, ['tools', 'mode']) ?? [];
  if (capability === 'sampling' && tools && declared.tools === undefined) {
    return 'the client has no "sampling.tools" capability';
  }
  const url = mode && parseText(frame.bytes, mode) === 'url';
  if (capability === 'elicitation' && url && declared.url === undefined) {
    return 'the client has no "elicitation.url" capability';
  }
  return undefined;
}

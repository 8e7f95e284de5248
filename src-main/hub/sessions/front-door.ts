import type { Era } from '../../../src-shared/domain/era.ts';
import type { LoomError } from '../../../src-shared/errors.ts';
import type { Frame, RequestFrame } from '../../../src-shared/wire/frame.ts';
import type { View } from '../catalog/view.ts';
import { type Envelope, readEnvelope } from '../mcp/envelope.ts';
import { rpcCodes } from '../mcp/message.ts';
import { isLegacyRevision, isModernRevision } from '../mcp/revisions.ts';
import { refuse } from '../router/request-parts.ts';
import type { Router } from '../router/router.ts';
import { LegacyFace } from './legacy-face.ts';
import { ModernFace } from './modern-face.ts';
import type { ClientRequest, Session } from './session.ts';

export interface FrontDoorOptions {
  /** What clients are told of the hub. */
  serverInfo: object;
  router: Router;
  view(session: Session, era: Era): View;
  /** The session has said who it is, or something new of itself. */
  onIntroduced(session: Session): void;
  /** A client's notification or answer could not be handled. */
  onFailure(error: LoomError): void;
}

/**
 * Where clients' messages come in. Each request is of the era that it says itself, so that one
 * session may speak both; notifications and answers mean the same in either.
 */
export class FrontDoor {
  readonly #legacy: LegacyFace;
  readonly #modern: ModernFace;

  constructor({ view, ...options }: FrontDoorOptions) {
    this.#legacy = new LegacyFace({ ...options, view: (session) => view(session, 'legacy') });
    this.#modern = new ModernFace({ ...options, view: (session) => view(session, 'modern') });
  }

  /** Takes one message; requests come with the way their answer goes. */
  take(session: Session, frame: Frame, toRequest: (frame: RequestFrame) => ClientRequest): void {
    if (frame.kind === 'request') this.#request(toRequest(frame));
    else this.#legacy.hear(session, frame);
  }

  #request(request: ClientRequest): void {
    const { session, frame } = request;
    const envelope = request.envelope ?? readEnvelope(frame);
    const era = isModern(request, envelope) ? 'modern' : 'legacy';
    if (era === 'modern' && request.isBatched) {
      // A listen's answer would hold back those of all others.
      refuse(request, rpcCodes.invalidRequest, 'requests of this revision do not go into batches');
      return;
    }
    session.era = era;
    // Whoever handles it later asks the request, not the session.
    request.envelope = era === 'modern' ? envelope : undefined;
    const face = era === 'modern' ? this.#modern : this.#legacy;
    face.answer(request);
  }
}

/**
 * `initialize` is the handshake of the legacy era, whatever else it carries, unless its envelope is
 * in order; and who has shaken hands may well name the revision that came of it. The modern era's
 * own method gets that era's answer even from somebody who forgot the envelope.
 */
function isModern({ frame, session }: ClientRequest, envelope: Envelope | undefined): boolean {
  if (!envelope) return frame.method === 'server/discover';
  const { protocolVersion, clientCapabilities } = envelope;
  if (frame.method === 'initialize') {
    return isModernRevision(protocolVersion) && clientCapabilities !== undefined;
  }
  return !(session.initialized && isLegacyRevision(protocolVersion));
}

import type { Era } from '../../../src-shared/domain/era.ts';
import { idOf, paramSpans } from '../../../src-shared/wire/frame.ts';
import type { ListKind } from '../catalog/surface.ts';
import type { View } from '../catalog/view.ts';
import { resultMessage, rpcCodes } from '../mcp/message.ts';
import type { ClientRequest, Session } from '../sessions/session.ts';
import type { FirstAsker, FirstLists } from './first-lists.ts';
import { eraOf, refuse } from './request-parts.ts';

export interface ListRequestsOptions {
  /** What the session sees in requests of this era. */
  view(session: Session, era: Era): View;
}

/** Answers lists from the catalog; only servers that were never seen are waited for. */
export class ListRequests {
  readonly #firstLists: FirstLists;
  readonly #options: ListRequestsOptions;

  constructor(firstLists: FirstLists, options: ListRequestsOptions) {
    this.#firstLists = firstLists;
    this.#options = options;
  }

  async take(kind: ListKind, request: ClientRequest): Promise<void> {
    const { session, frame } = request;
    if (paramSpans(frame, ['cursor'])?.[0]) {
      // Everything is on one page, so no cursor can be one of ours.
      refuse(request, rpcCodes.invalidParams, 'the cursor is not one that Loom gave out');
      return;
    }
    const era = eraOf(request);
    let view = this.#options.view(session, era);
    if (view.unknown.length > 0) {
      session.listing.set(kind, (session.listing.get(kind) ?? 0) + 1);
      await this.#firstLists.settle(view, { session, era });
      session.listing.set(kind, (session.listing.get(kind) ?? 1) - 1);
      view = this.#options.view(session, era);
    }
    if (era === 'modern') {
      request.reply(resultMessage(idOf(frame), view.modernResult(kind)));
      return;
    }
    session.delivered.set(kind, view.results[kind]);
    request.reply(resultMessage(idOf(frame), view.results[kind]));
  }

  /** The registry has changed: servers that nobody has seen are asked what they offer. */
  learn(sessions: readonly Session[]): void {
    // Sessions with one view see the same servers, and one of them is enough to ask.
    const askers = new Map<View, FirstAsker>();
    for (const session of sessions) {
      const { era = 'legacy' } = session;
      askers.set(this.#options.view(session, era), { session, era });
    }
    for (const [view, asker] of askers) void this.#firstLists.settle(view, asker);
  }

  /** Gives servers that nobody has seen their time to be listed. */
  async settle(session: Session, era: Era): Promise<void> {
    const view = this.#options.view(session, era);
    if (view.unknown.length > 0) await this.#firstLists.settle(view, { session, era });
  }
}

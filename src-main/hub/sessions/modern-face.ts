import { idOf } from '../../../src-shared/wire/frame.ts';
import { metaKeys } from '../../../src-shared/wire/meta-keys.ts';
import type { View } from '../catalog/view.ts';
import { encode, errorMessage, resultMessage } from '../mcp/message.ts';
import type { Router } from '../router/router.ts';
import { answerRequest, type Handler, refuseUnknownMethod } from './answer-request.ts';
import {
  checkEnvelope,
  type EnvelopeRefusal,
  everyRevision,
  invalidEnvelope,
} from './check-envelope.ts';
import type { ClientRequest, Session } from './session.ts';

export interface ModernFaceOptions {
  /** What clients are told of the hub. */
  serverInfo: object;
  router: Router;
  view(session: Session): View;
  /** The session has said something new of itself. */
  onIntroduced(session: Session): void;
}

/**
 * What a client of the modern era (2026-07-28 on) sees: no handshake, every request by itself, and
 * one method table. It knows nothing of sockets or HTTP, and of servers only the router.
 */
export class ModernFace {
  readonly #options: ModernFaceOptions;
  readonly #methods: ReadonlyMap<string, Handler>;

  constructor(options: ModernFaceOptions) {
    this.#options = options;
    this.#methods = new Map(Object.entries(this.#methodTable(options.router)));
  }

  answer(request: ClientRequest): void {
    answerRequest(request, () => this.#request(request));
  }

  #request(request: ClientRequest): void | Promise<void> {
    const refusal = this.#introduce(request);
    if (refusal) {
      const { code, message, data } = refusal;
      request.reply(errorMessage(idOf(request.frame), code, message, data));
      return undefined;
    }
    const handle = this.#methods.get(request.frame.method) ?? refuseUnknownMethod;
    return handle(request);
  }

  /** Takes over what the request says of its sender; returns what is wrong with that. */
  #introduce({ frame, session, envelope }: ClientRequest): EnvelopeRefusal | undefined {
    const refusal = checkEnvelope(frame, envelope);
    if (refusal || !envelope) return refusal;
    const adoption = session.adopt(frame.bytes, envelope);
    if (!adoption.ok) return invalidEnvelope(adoption.detail);
    if (adoption.changed) this.#options.onIntroduced(session);
    return undefined;
  }

  #methodTable(router: Router): Record<string, Handler> {
    return {
      'server/discover': (request) => this.#discover(request),
      // Empty where no server has any: what was discovered may be of before that was known, and a client
      // that remembers it must not fail over a server that went away.
      'tools/list': (request) => router.list('tools', request),
      'prompts/list': (request) => router.list('prompts', request),
      'resources/list': (request) => router.list('resources', request),
      'resources/templates/list': (request) => router.list('resourceTemplates', request),
      'tools/call': (request) => router.callTool(request),
      'prompts/get': (request) => router.getPrompt(request),
      'resources/read': (request) => router.resources.read(request),
      'completion/complete': (request) => router.complete(request),
      'subscriptions/listen': (request) => router.listen(request),
      'tasks/get': (request) => router.modernTasks.byId(request),
      'tasks/update': (request) => router.modernTasks.byId(request),
      'tasks/cancel': (request) => router.modernTasks.byId(request),
      'skills/list': (request) => router.skills.relay(request),
      'skills/get': (request) => router.skills.relay(request),
      'resources/directory/read': (request) => router.skills.relay(request),
    };
  }

  /** 2026-07-28 server/discover. */
  #discover(request: ClientRequest): void {
    const { modernCapabilities, instructions } = this.#options.view(request.session);
    const result = {
      resultType: 'complete',
      supportedVersions: everyRevision,
      capabilities: modernCapabilities,
      instructions,
      // It changes with the registry, and nothing would tell whoever keeps it.
      ttlMs: 0,
      cacheScope: 'private',
      _meta: { [metaKeys.serverInfo]: this.#options.serverInfo },
    };
    request.reply(resultMessage(idOf(request.frame), encode(result)));
  }
}

import { type LoomError, toLoomError } from '../../../src-shared/errors.ts';
import {
  idOf,
  type NotificationFrame,
  type ResponseFrame,
} from '../../../src-shared/wire/frame.ts';
import { parseText } from '../../../src-shared/wire/json-scan.ts';
import { everyListKind } from '../catalog/surface.ts';
import type { View } from '../catalog/view.ts';
import { encode, resultMessage, rpcCodes } from '../mcp/message.ts';
import { isLegacyRevision, newestLegacyRevision } from '../mcp/revisions.ts';
import { emptyResult, refuse } from '../router/request-parts.ts';
import type { Router } from '../router/router.ts';
import { answerRequest, type Handler, refuseUnknownMethod } from './answer-request.ts';
import { isObject } from './client-facts.ts';
import type { ClientRequest, Session } from './session.ts';

export interface LegacyFaceOptions {
  /** What clients are told of the hub. */
  serverInfo: object;
  router: Router;
  view(session: Session): View;
  /** The session has said who it is. */
  onIntroduced(session: Session): void;
  /** A client's notification or answer could not be handled. */
  onFailure(error: LoomError): void;
}

/**
 * What a client of the legacy era (up to 2025-11-25) sees: the handshake and one method table. It
 * knows nothing of sockets or HTTP, and of servers only the router.
 */
export class LegacyFace {
  readonly #options: LegacyFaceOptions;
  readonly #methods: ReadonlyMap<string, Handler>;

  constructor(options: LegacyFaceOptions) {
    this.#options = options;
    this.#methods = new Map(Object.entries(this.#methodTable(options.router)));
  }

  /** Nobody waits for word of what goes wrong here, and it must not end the hub. */
  hear(session: Session, frame: NotificationFrame | ResponseFrame): void {
    try {
      if (frame.kind === 'response') this.#options.router.answered(session, frame);
      else this.#notified(session, frame);
    } catch (thrown) {
      this.#options.onFailure(toLoomError(thrown));
    }
  }

  answer(request: ClientRequest): void {
    answerRequest(request, () => this.#request(request));
  }

  #request(request: ClientRequest): void | Promise<void> {
    const { method } = request.frame;
    const early = method === 'initialize' || method === 'ping';
    if (!request.session.initialized && !early) {
      refuse(request, rpcCodes.invalidRequest, 'the session is not initialized yet');
      return undefined;
    }
    const handle = this.#methods.get(method) ?? refuseUnknownMethod;
    return handle(request);
  }

  #methodTable(router: Router): Record<string, Handler> {
    return {
      initialize: (request) => this.#initialize(request),
      ping: (request) => request.reply(resultMessage(idOf(request.frame), emptyResult)),
      'tools/call': (request) => router.callTool(request),
      'tools/list': (request) => router.list('tools', request),
      'prompts/list': (request) => router.list('prompts', request),
      'resources/list': (request) => router.list('resources', request),
      'resources/templates/list': (request) => router.list('resourceTemplates', request),
      'prompts/get': (request) => router.getPrompt(request),
      'resources/read': (request) => router.resources.read(request),
      'resources/subscribe': (request) => router.resources.subscribe(request),
      'resources/unsubscribe': (request) => router.resources.unsubscribe(request),
      'completion/complete': (request) => router.complete(request),
      'logging/setLevel': (request) => router.setLogLevel(request),
      'tasks/get': (request) => router.legacyTasks.byId(request),
      'tasks/result': (request) => router.legacyTasks.byId(request),
      'tasks/cancel': (request) => router.legacyTasks.byId(request),
      'tasks/list': (request) => router.legacyTasks.list(request),
      'skills/list': (request) => router.skills.relay(request),
      'skills/get': (request) => router.skills.relay(request),
      'resources/directory/read': (request) => router.skills.relay(request),
    };
  }

  #notified(session: Session, frame: NotificationFrame): void {
    if (frame.method === 'notifications/initialized') this.#options.onIntroduced(session);
    else this.#options.router.notified(session, frame);
  }

  /** 2025-11-25 basic/lifecycle: the client's revision where we know it, else our newest. */
  #initialize(request: ClientRequest): void {
    const { frame, session } = request;
    const params = (frame.params && parseText(frame.bytes, frame.params)) as InitializeParams;
    if (typeof params?.protocolVersion !== 'string') {
      refuse(request, rpcCodes.invalidParams, 'initialize needs a protocolVersion');
      return;
    }
    const { protocolVersion, capabilities, clientInfo } = params;
    session.protocolVersion = isLegacyRevision(protocolVersion)
      ? protocolVersion
      : newestLegacyRevision;
    session.introduce({
      capabilities: isObject(capabilities) ? capabilities : {},
      clientInfo: isObject(clientInfo) ? clientInfo : { name: 'unknown', version: '0' },
    });
    const view = this.#options.view(session);
    // What it has not asked for cannot have changed for it since now.
    for (const kind of everyListKind) session.delivered.set(kind, view.results[kind]);
    const result = {
      protocolVersion: session.protocolVersion,
      capabilities: view.capabilities,
      serverInfo: this.#options.serverInfo,
      instructions: view.instructions,
    };
    request.reply(resultMessage(idOf(request.frame), encode(result)));
  }
}

type InitializeParams =
  | { protocolVersion?: unknown; capabilities?: unknown; clientInfo?: unknown }
  | undefined;

import { createHash } from 'node:crypto';
import type { Frame, NotificationFrame, RequestFrame } from '../../../src-shared/wire/frame.ts';
import { parseText } from '../../../src-shared/wire/json-scan.ts';
import { everyListKind } from '../catalog/surface.ts';
import type { View } from '../catalog/view.ts';
import { encode, errorMessage, resultMessage, rpcCodes } from '../mcp/message.ts';
import { isLegacyRevision, newestLegacyRevision } from '../mcp/revisions.ts';
import type { Router } from '../router/router.ts';
import type { ClientRequest, Session } from './session.ts';

export interface LegacyFaceOptions {
  version: string;
  router: Router;
  view(session: Session): View;
  /** The session has said who it is. */
  onInitialized(session: Session): void;
}

/**
 * What a client of the legacy era (up to 2025-11-25) sees: the handshake and one method table. It
 * knows nothing of sockets or HTTP, and of servers only the router.
 */
export class LegacyFace {
  readonly #options: LegacyFaceOptions;
  readonly #methods: ReadonlyMap<string, (request: ClientRequest) => void>;

  constructor(options: LegacyFaceOptions) {
    this.#options = options;
    this.#methods = new Map(Object.entries(this.#methodTable(options.router)));
  }

  /** Takes one message; requests come with the way their answer goes. */
  take(session: Session, frame: Frame, toRequest: (frame: RequestFrame) => ClientRequest): void {
    if (frame.kind === 'request') this.#request(toRequest(frame));
    else if (frame.kind === 'response') this.#options.router.answered(session, frame);
    else this.#notified(session, frame);
  }

  #request(request: ClientRequest): void {
    const { method } = request.frame;
    const early = method === 'initialize' || method === 'ping';
    if (!request.session.initialized && !early) {
      this.#refuse(request, rpcCodes.invalidRequest, 'the session is not initialized yet');
      return;
    }
    const handle = this.#methods.get(method);
    if (handle) handle(request);
    else this.#refuse(request, rpcCodes.methodNotFound, 'Method not found');
  }

  #methodTable(router: Router): Record<string, (request: ClientRequest) => void> {
    return {
      initialize: (request) => this.#initialize(request),
      ping: (request) => request.reply(resultMessage(idOf(request), emptyResult)),
      'tools/call': (request) => router.callTool(request),
      'tools/list': (request) => void router.list('tools', request),
      'prompts/list': (request) => void router.list('prompts', request),
      'resources/list': (request) => void router.list('resources', request),
      'resources/templates/list': (request) => void router.list('resourceTemplates', request),
      'prompts/get': (request) => router.getPrompt(request),
      'resources/read': (request) => router.resources.read(request),
      'resources/subscribe': (request) => router.resources.subscribe(request),
      'resources/unsubscribe': (request) => router.resources.unsubscribe(request),
      'completion/complete': (request) => router.complete(request),
      'logging/setLevel': (request) => router.setLogLevel(request),
      'tasks/get': (request) => router.taskRequests.byId(request),
      'tasks/result': (request) => router.taskRequests.byId(request),
      'tasks/cancel': (request) => router.taskRequests.byId(request),
      'tasks/list': (request) => void router.taskRequests.list(request),
    };
  }

  #notified(session: Session, frame: NotificationFrame): void {
    if (frame.method === 'notifications/initialized') this.#options.onInitialized(session);
    else this.#options.router.notified(session, frame);
  }

  /** 2025-11-25 basic/lifecycle: the client's revision where we know it, else our newest. */
  #initialize(request: ClientRequest): void {
    const { frame, session } = request;
    const params = (frame.params && parseText(frame.bytes, frame.params)) as InitializeParams;
    if (typeof params?.protocolVersion !== 'string') {
      this.#refuse(request, rpcCodes.invalidParams, 'initialize needs a protocolVersion');
      return;
    }
    const { protocolVersion, capabilities, clientInfo } = params;
    session.protocolVersion = isLegacyRevision(protocolVersion)
      ? protocolVersion
      : newestLegacyRevision;
    session.capabilities = isObject(capabilities) ? capabilities : {};
    if (!session.isHubs) session.clientKind = kindOf(session.capabilities);
    session.clientInfo = isObject(clientInfo) ? clientInfo : { name: 'unknown', version: '0' };
    const view = this.#options.view(session);
    // What it has not asked for cannot have changed for it since now.
    for (const kind of everyListKind) session.delivered.set(kind, view.results[kind]);
    const result = {
      protocolVersion: session.protocolVersion,
      capabilities: view.capabilities,
      serverInfo: { name: 'loom', title: 'Loom', version: this.#options.version },
      instructions: view.instructions,
    };
    request.reply(resultMessage(idOf(request), encode(result)));
  }

  #refuse(request: ClientRequest, code: number, message: string): void {
    request.reply(errorMessage(idOf(request), code, message));
  }
}

function kindOf(capabilities: object): string {
  return createHash('sha256').update(JSON.stringify(capabilities)).digest('hex').slice(0, 12);
}

type InitializeParams =
  | { protocolVersion?: unknown; capabilities?: unknown; clientInfo?: unknown }
  | undefined;

const emptyResult = encode({});

function idOf({ frame: { bytes, id } }: ClientRequest): Uint8Array {
  return bytes.subarray(id.start, id.end);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

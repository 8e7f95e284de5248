import { randomInt, randomUUID } from 'node:crypto';
import type { RequestFrame } from '../../../src-shared/wire/frame.ts';
import type { ListKind } from '../catalog/surface.ts';
import type { Envelope } from '../mcp/envelope.ts';
import { InFlightMap } from '../mcp/in-flight-map.ts';
import type { Pieces } from '../mcp/message.ts';
import type { Instance, SessionFacts } from '../upstreams/instance.ts';

/** One request of a client, and the way its answer goes. */
export interface ClientRequest {
  readonly frame: RequestFrame;
  readonly session: Session;
  /** What a modern request says of itself; undefined for one of the legacy era. */
  readonly envelope?: Envelope | undefined;
  /** The one answer. Over HTTP it ends the request's stream. */
  reply(message: Pieces): void;
  /** Something that belongs to this request and comes before its answer. */
  notify(message: Pieces): void;
  /** It was cancelled: there will be no answer. */
  drop(): void;
}

/** A running call of a session's, as far as others need it. */
export interface SessionCall {
  readonly request: ClientRequest;
  readonly instance: Instance | undefined;
  /** The client does not want it any more; `message` is its notification, where it sent one. */
  cancel(message?: (upstreamId: number) => Pieces): void;
}

/** A request of a server's that a client is to answer. */
export interface AskedRequest {
  readonly instance: Instance;
  /** The server's own id, as it stood. */
  readonly upstreamId: Uint8Array;
  readonly upstreamKey: string;
  /** The progress token the server gave, as it stood. */
  readonly progressToken: Uint8Array | undefined;
}

export interface SessionOptions {
  carrier: 'socket' | 'http';
  profile: string;
  project?: string | undefined;
  pid?: number | undefined;
  /** Who the client says it is before `initialize`. */
  clientHint?: string | undefined;
  /** The hub's own, for console and CLI. */
  isHubs?: boolean;
  /** Sends what belongs to no request. */
  send(message: Pieces): void;
}

/** One connection of a client: what it said of itself, and all that is under way for it. */
export class Session implements SessionFacts {
  readonly id: string = randomUUID();
  readonly options: SessionOptions;
  readonly connectedAt = Date.now();
  capabilities: Readonly<Record<string, unknown>> = {};
  /** Stands for the capabilities: clients of one kind are offered the same. */
  clientKind = '';
  clientInfo: { name?: unknown; version?: unknown } | undefined;
  protocolVersion: string | undefined;
  logLevel: string | undefined;
  closed = false;
  readonly calls = new InFlightMap<string, SessionCall>();
  /** The length of the requests of `calls`. */
  heldBytes = 0;
  readonly asked = new Map<number, AskedRequest>();
  /** The lists it was last given or told of, to tell it of real changes only. */
  readonly delivered = new Map<ListKind, Uint8Array>();
  readonly listing = new Map<ListKind, number>();
  /** Begins anywhere: a late answer to an earlier hub's question must not fit one of ours. */
  #lastAsked = randomInt(2 ** 40);

  constructor(options: SessionOptions) {
    this.options = options;
  }

  get isHubs(): boolean {
    return this.options.isHubs ?? false;
  }

  get project(): string | undefined {
    return this.options.project;
  }

  get profile(): string {
    return this.options.profile;
  }

  get initialized(): boolean {
    return this.protocolVersion !== undefined;
  }

  get clientName(): string {
    const { name } = this.clientInfo ?? {};
    return typeof name === 'string' ? shown(name) : (this.options.clientHint ?? 'unknown');
  }

  get clientVersion(): string | undefined {
    const { version } = this.clientInfo ?? {};
    return typeof version === 'string' ? shown(version) : undefined;
  }

  nextAskId(): number {
    this.#lastAsked += 1;
    return this.#lastAsked;
  }

  /** The latest running call on an instance: what the server asks most likely belongs to it. */
  callOn(instance: Instance): SessionCall | undefined {
    let latest: SessionCall | undefined;
    for (const call of this.calls.values()) if (call.instance === instance) latest = call;
    return latest;
  }

  /** Sends on the stream of the call it belongs to, else on the session's own. */
  send(message: Pieces, about?: ClientRequest): void {
    if (this.closed) return;
    if (about) about.notify(message);
    else this.options.send(message);
  }
}

/** Every list of sessions carries it. */
function shown(text: string): string {
  return text.slice(0, 200);
}

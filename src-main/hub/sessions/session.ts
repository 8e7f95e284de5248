import { randomInt, randomUUID } from 'node:crypto';
import type { Era } from '../../../src-shared/domain/era.ts';
import type {
  NotificationFrame,
  RequestFrame,
  ResponseFrame,
} from '../../../src-shared/wire/frame.ts';
import type { Span } from '../../../src-shared/wire/json-scan.ts';
import type { ListKind } from '../catalog/surface.ts';
import type { Envelope } from '../mcp/envelope.ts';
import { InFlightMap } from '../mcp/in-flight-map.ts';
import type { Pieces } from '../mcp/message.ts';
import type { Instance, SessionFacts } from '../upstreams/instance.ts';
import {
  type ClientFacts,
  type ClientInfo,
  kindOf,
  type RawFacts,
  readFacts,
  saysTheSame,
} from './client-facts.ts';

/** One request of a client, and the way its answer goes. */
export interface ClientRequest {
  readonly frame: RequestFrame;
  readonly session: Session;
  /** What a modern request says of itself; undefined for one of the legacy era. */
  envelope?: Envelope | undefined;
  /** Stands in for a client that has yet to send its retry: nobody reads what comes. */
  readonly isParked?: boolean;
  /** It came in a batch, so that its answer waits for those of others. */
  readonly isBatched?: boolean;
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
  /** Its server has got it and not answered yet. */
  readonly isRunning: boolean;
  /** It has no answer to wait for: a listen stays open until somebody ends it. */
  readonly isLasting?: boolean;
  /** The client does not want it any more; `message` is its notification, where it sent one. */
  cancel(message?: (upstreamId: number) => Pieces): void;
}

/** A question that a client of the legacy era is to answer: a server's, or one of the hub's own. */
export interface AskedRequest {
  /** The client's answer. */
  answered(frame: ResponseFrame): void;
  /** The client reports progress; `token` is where the hub's id stands. */
  progressed(frame: NotificationFrame, token: Span): void;
  /** The client is gone. */
  abandoned(): void;
  /** Whether it came from this instance, and under this id where one is given. */
  isFrom(instance: Instance, upstreamKey?: string): boolean;
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
  /** Whom the client's requests act for; 'local' where nobody has to prove it. */
  principal?: string | undefined;
  /** The only servers that it may see; all of its profile where undefined. */
  servers?: readonly string[] | undefined;
  /** Whatever stands for one client that has several sessions, to be shown as one. */
  client?: object | undefined;
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
  clientInfo: ClientInfo | undefined;
  /** The revision that `initialize` settled on; a client of the modern era has none. */
  protocolVersion: string | undefined;
  /** The era of its last request. */
  era: Era | undefined;
  logLevel: string | undefined;
  closed = false;
  readonly calls = new InFlightMap<string, SessionCall>();
  /** The length of the requests of `calls`. */
  heldBytes = 0;
  readonly asked = new Map<number, AskedRequest>();
  /** Calls that wait for the client's retry with what their servers asked for. */
  parked = 0;
  /**
   * A server of the legacy era works on a call that nobody waits for any more. It asks whenever it
   * likes, and only the session tells whose question it is: nobody else must be served in it.
   */
  isHaunted = false;
  /** Called when none is parked any more, by whoever lowers `parked` to 0. */
  onFree: (() => void) | undefined;
  /** The lists it was last given or told of, to tell it of real changes only. */
  readonly delivered = new Map<ListKind, Uint8Array>();
  readonly listing = new Map<ListKind, number>();
  /** What a modern request said last: the next one mostly says the same. */
  #adopted: RawFacts | undefined;
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

  get principal(): string {
    return this.options.principal ?? 'local';
  }

  get initialized(): boolean {
    return this.protocolVersion !== undefined;
  }

  /** Takes over what the client says of itself. The hub's own sessions are of no kind. */
  introduce({ capabilities, clientInfo }: ClientFacts): void {
    this.#adopted = undefined;
    this.capabilities = capabilities;
    this.clientInfo = clientInfo;
    if (!this.isHubs) this.clientKind = kindOf(capabilities);
  }

  /**
   * Takes over what a modern request says of its client. Asked on every call: what it said before is
   * compared, not parsed again.
   */
  adopt(bytes: Uint8Array, envelope: Envelope): Adoption {
    if (this.#adopted && saysTheSame(bytes, envelope, this.#adopted)) return unchanged;
    const reading = readFacts(bytes, envelope);
    if (!reading.ok) return reading;
    const { capabilities, clientInfo = this.clientInfo } = reading.facts;
    this.introduce({ capabilities, clientInfo });
    this.#adopted = reading.raw;
    return { ok: true, changed: true };
  }

  get clientName(): string {
    const { name } = this.clientInfo ?? {};
    return typeof name === 'string' ? shown(name) : (this.options.clientHint ?? 'unknown');
  }

  get clientVersion(): string | undefined {
    const { version } = this.clientInfo ?? {};
    return typeof version === 'string' ? shown(version) : undefined;
  }

  /** Calls that wait for an answer; listens do not count. */
  get callsInFlight(): number {
    return this.calls.values().filter(({ isLasting }) => !isLasting).length;
  }

  nextAskId(): number {
    this.#lastAsked += 1;
    return this.#lastAsked;
  }

  /** The latest running call on an instance: what the server asks most likely belongs to it. */
  callOn(instance: Instance): SessionCall | undefined {
    let latest: SessionCall | undefined;
    for (const call of this.calls.values()) {
      if (call.instance === instance && call.isRunning && !call.request.isParked) latest = call;
    }
    return latest;
  }

  /** Sends on the stream of the call it belongs to, else on the session's own. */
  send(message: Pieces, about?: ClientRequest): void {
    if (this.closed) return;
    if (about) about.notify(message);
    else this.options.send(message);
  }
}

export type Adoption = { ok: true; changed: boolean } | { ok: false; detail: string };

const unchanged: Adoption = { ok: true, changed: false };

/** Every list of sessions carries it. */
function shown(text: string): string {
  return text.slice(0, 200);
}

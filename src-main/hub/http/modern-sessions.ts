import type { Envelope } from '../mcp/envelope.ts';
import { readFacts } from '../sessions/client-facts.ts';
import type { Session, SessionOptions } from '../sessions/session.ts';

export interface ModernSessionsOptions {
  open(options: SessionOptions): Session;
  end(session: Session): void;
  /** Called before a session is opened; throws where there are too many. */
  makeRoom(): void;
}

/** What a request of the modern era says of its sender, and where it was sent. */
export interface Sender {
  profile: string;
  principal: string;
  /** The only servers that the principal may see; all where undefined. */
  servers?: readonly string[] | undefined;
  bytes: Uint8Array;
  envelope: Envelope;
}

/** A session of the pool; whoever has borrowed it looks at nothing but `session`. */
export interface PooledSession {
  readonly session: Session;
  readonly kind: Kind;
  /** Milliseconds since the epoch. */
  idleSince: number;
  /** Which one it was to become idle. */
  turn: number;
}

export type Borrowing = { ok: true; pooled: PooledSession } | { ok: false; detail: string };

/**
 * Sessions for requests that have none of their own (2026-07-28 knows no sessions over HTTP). Each
 * serves one request at a time and then waits for the next of its kind: the same profile, principal,
 * client and capabilities. So whatever belongs to a session belongs to that one request.
 */
export class ModernSessions {
  readonly #options: ModernSessionsOptions;
  readonly #kinds = new Map<string, Kind>();
  #size = 0;
  #lastTurn = 0;
  #isClosed = false;

  constructor(options: ModernSessionsOptions) {
    this.#options = options;
  }

  /** How many there are, idle ones included. */
  get size(): number {
    return this.#size;
  }

  /**
   * Finds or opens a session for one request; a refusal says what is wrong with its envelope.
   *
   * @throws LoomError 'unknown-profile', or what `makeRoom` throws.
   */
  borrow(sender: Sender): Borrowing {
    const key = kindKey(sender);
    // The one used last: those that were only needed for a rush may end.
    const waiting = this.#kinds.get(key)?.idle.pop();
    if (waiting) return { ok: true, pooled: waiting };
    const reading = readFacts(sender.bytes, sender.envelope);
    if (!reading.ok) return reading;
    return { ok: true, pooled: this.#open(key, sender) };
  }

  /** The request was answered. Calls that are parked keep the session until the last has ended. */
  giveBack(pooled: PooledSession): void {
    const { session } = pooled;
    if (session.parked === 0) this.#keep(pooled);
    else {
      session.onFree = () => {
        session.onFree = undefined;
        this.#keep(pooled);
      };
    }
  }

  /** Ends the one that has been idle for longest; false where none is. */
  endOldestIdle(): boolean {
    let oldest: PooledSession | undefined;
    for (const { idle } of this.#kinds.values()) {
      const [first] = idle;
      if (first && (!oldest || first.turn < oldest.turn)) oldest = first;
    }
    if (!oldest) return false;
    oldest.kind.idle.shift();
    this.#end(oldest);
    return true;
  }

  /** Ends those that have been idle since before `before` (ms since the epoch). */
  endIdleSince(before: number): void {
    for (const { idle } of [...this.#kinds.values()]) {
      const fresh = idle.findIndex(({ idleSince }) => idleSince >= before);
      for (const pooled of idle.splice(0, fresh < 0 ? idle.length : fresh)) this.#end(pooled);
    }
  }

  /** Ends those of a principal, whether they serve or wait. */
  endCaller(principal: string): void {
    for (const { sessions, idle } of [...this.#kinds.values()]) {
      const [one] = sessions;
      if (one?.session.principal !== principal) continue;
      for (const pooled of idle.splice(0)) this.#end(pooled);
      // The others are forgotten as they are given back.
      for (const { session } of sessions) this.#options.end(session);
    }
  }

  /** Ends the idle ones; the others are ended as they are given back. */
  close(): void {
    this.#isClosed = true;
    this.endIdleSince(Number.POSITIVE_INFINITY);
  }

  #open(key: string, { bytes, envelope, ...sender }: Sender): PooledSession {
    this.#options.makeRoom();
    const kind = this.#kinds.get(key) ?? { key, sessions: new Set(), idle: [] };
    const about = { carrier: 'http', ...sender, client: kind } as const;
    const session = this.#options.open({ ...about, send() {} });
    session.adopt(bytes, envelope);
    const pooled = { session, kind, idleSince: 0, turn: 0 };
    this.#kinds.set(key, kind);
    kind.sessions.add(pooled);
    this.#size += 1;
    return pooled;
  }

  #keep(pooled: PooledSession): void {
    if (pooled.session.closed) this.#forget(pooled);
    else if (this.#isClosed || pooled.session.isHaunted) this.#end(pooled);
    else {
      this.#lastTurn += 1;
      pooled.turn = this.#lastTurn;
      pooled.idleSince = Date.now();
      pooled.kind.idle.push(pooled);
    }
  }

  #end(pooled: PooledSession): void {
    this.#forget(pooled);
    this.#options.end(pooled.session);
  }

  #forget(pooled: PooledSession): void {
    const { kind } = pooled;
    this.#size -= 1;
    kind.sessions.delete(pooled);
    if (kind.sessions.size === 0) this.#kinds.delete(kind.key);
  }
}

/** Sessions that any request of one kind may have. */
export interface Kind {
  readonly key: string;
  /** Idle ones and those that serve. */
  readonly sessions: Set<PooledSession>;
  /** Those that wait, the one used last at the end. */
  readonly idle: PooledSession[];
}

const ascii = new TextDecoder('latin1');

/** As the client printed it: whoever prints the same differently only gets a session of its own. */
function kindKey({ profile, principal, bytes, envelope }: Sender): string {
  const parts = [envelope.clientInfo, envelope.clientCapabilities].map((span) =>
    span ? ascii.decode(bytes.subarray(span.start, span.end)) : '',
  );
  return [profile, principal, ...parts].join('\0');
}

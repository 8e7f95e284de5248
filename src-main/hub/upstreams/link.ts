import type { Era } from '../../../src-shared/domain/era.ts';
import type { LoomError } from '../../../src-shared/errors.ts';
import type { Credentials } from './credentials.ts';

/**
 * One open connection to a server that carries raw JSON-RPC messages. It knows its transport and
 * nothing of MCP beyond what that transport demands; ids, routing and life cycle are its user's.
 */
export interface Link {
  /** The child's pid, where there is a child. */
  readonly pid: number | undefined;
  /** Never throws; what goes wrong arrives as an event. */
  send(message: OutgoingMessage): void;
  /**
   * To be called after `notifications/initialized` was sent. Resolves when the server's own requests
   * can reach us (at once on stdio; over HTTP when the GET stream is open or was refused).
   */
  established(protocolVersion: string): Promise<void>;
  /** Ends the connection in the politest way that works; resolves when nothing of it is left. */
  close(): Promise<void>;
}

export interface OutgoingMessage {
  /** The message's bytes in order, without a trailing newline. */
  pieces: readonly Uint8Array[];
  method: string | undefined;
  /** The id, where the message is a request. */
  requestId: number | undefined;
  /** Of a modern request: what HTTP repeats in headers (2026-07-28 transports/streamable-http). */
  mirrored?: MirroredParts | undefined;
}

/** Parts of a modern request that stand in its HTTP headers, too; values are not encoded yet. */
export interface MirroredParts {
  /** `Mcp-Name`: the tool's or prompt's name, the resource's URI, the task's id. */
  name: string | undefined;
  /** `Mcp-Param-*`, by the name that the tool's schema gives the header. */
  params?: Readonly<Record<string, string>>;
}

/** How a link tells its user what happens. Nothing is called after `closed`. */
export interface LinkEvents {
  /**
   * One message, whole; the bytes are never written to again.
   *
   * @param requestId - the request on whose own stream it came, where the transport has such.
   */
  message(bytes: Uint8Array, requestId?: number): void;
  /** This request will get no answer; others are unharmed. */
  requestFailed(requestId: number, error: LoomError): void;
  /** The server broke the protocol in a way that could be survived. */
  warning(text: string): void;
  /** The server lost our session and has a new one, which knows nothing of what was set in the old. */
  renewed(): void;
  /** The server refused a message as only one of the other era does; no proof, and nothing has ended. */
  eraDoubted(): void;
  /** A line the server wrote to stderr. */
  stderr(line: string): void;
  /** The connection is gone, by whoever's doing. Called exactly once. */
  closed(end: LinkEnd): void;
}

export type LinkEnd =
  | { by: 'us' }
  | { by: 'exit'; code: number | null; signal: string | null }
  | { by: 'error'; error: LoomError };

/** What a transport gets besides its spec. */
export interface LinkOptions {
  serverId: string;
  /** Longest message in bytes, in either direction. */
  maxMessage: number;
  /** How the server is spoken to; only HTTP needs to know. Default: legacy. */
  era?: Era;
  /** For a server over HTTP that wants people to sign in. */
  credentials?: Credentials | undefined;
  /** Aborts opening (a start deadline, the hub closing). */
  signal: AbortSignal;
}

/** A transport: opens links for specs of its kind, whose references are already resolved. */
export type OpenLink<Spec> = (
  spec: Spec,
  events: LinkEvents,
  options: LinkOptions,
) => Promise<Link>;

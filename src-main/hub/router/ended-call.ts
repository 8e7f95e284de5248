import type { ResponseFrame } from '../../../src-shared/wire/frame.ts';
import type { ClientRequest } from '../sessions/session.ts';
import type { Route } from './route.ts';

/** A call that has just ended, for whoever counts or records it. */
export interface EndedCall {
  /** The one that got the answer, or would have. */
  readonly request: ClientRequest;
  readonly route: Route;
  /** When the hub got it, by `performance.now()`. */
  readonly startedAt: number;
}

/**
 * Told of every call to a server, once, when it ends.
 *
 * @param said - the server's answer, or why there is none; undefined where it was cancelled, or the
 * hub answered in the server's place.
 */
export type CallEnd = (
  call: EndedCall,
  outcome: 'ok' | 'error' | 'cancelled',
  said: ResponseFrame | Error | undefined,
) => void;

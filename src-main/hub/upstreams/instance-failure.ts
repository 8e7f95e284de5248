import type { Era } from '../../../src-shared/domain/era.ts';
import { LoomError, messageOf } from '../../../src-shared/errors.ts';
import type { LinkEnd } from './link.ts';

/** Which instance failed, and what it said last. */
export interface FailedInstance {
  serverId: string;
  /** Milliseconds since the epoch. */
  startedAt: number;
  /** Whether it had been ready for calls. */
  wasReady: boolean;
  stderr: string[];
}

/** Its connection ended, and nobody here had asked for that. */
export function endFailure(
  { serverId: server, startedAt, wasReady, stderr }: FailedInstance,
  end: Exclude<LinkEnd, { by: 'us' }>,
): LoomError {
  if (end.by === 'error') {
    const text = `the connection to server "${server}" broke: ${end.error.message}`;
    return new LoomError('server-crashed', text, { server, stderr, cause: end.error });
  }
  const how = end.signal ? `was ended by ${end.signal}` : `exited with code ${end.code}`;
  const when = `${Math.round((Date.now() - startedAt) / 100) / 10} s after its start`;
  const code = wasReady ? 'server-crashed' : 'server-failed';
  return new LoomError(code, `server "${server}" ${how}, ${when}`, { server, stderr });
}

/** It did not come as far as being ready; a reason that names the server says enough. */
export function startFailure(
  { serverId: server, stderr }: FailedInstance,
  reason: unknown,
): LoomError {
  if (reason instanceof LoomError && reason.server) return reason;
  const known = reason instanceof LoomError ? reason : undefined;
  const text = `server "${server}" could not start: ${messageOf(reason)}`;
  return new LoomError(known?.code ?? 'server-failed', text, {
    server,
    stderr,
    ...(known?.secret !== undefined && { secret: known.secret }),
    ...(known?.place && { place: known.place }),
    remedy: known?.remedy,
    remedyId: known?.remedyId,
    cause: reason,
  });
}

export function startTimeout(
  { serverId: server, stderr }: FailedInstance,
  limitMs: number,
  era: Era,
): LoomError {
  const method = era === 'modern' ? 'server/discover' : 'initialize';
  const text = `server "${server}" did not answer ${method} within ${limitMs / 1000} s`;
  return new LoomError('server-timeout', text, { server, stderr });
}

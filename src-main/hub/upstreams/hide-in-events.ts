import { inspect } from 'node:util';
import { LoomError } from '../../../src-shared/errors.ts';
import type { LinkEvents } from './link.ts';

/**
 * The events of a connection without the secrets it was opened with, where they tell people something.
 * Messages pass as they are.
 */
export function hideInEvents(events: LinkEvents, hide: (text: string) => string): LinkEvents {
  return {
    message: (bytes, requestId) => events.message(bytes, requestId),
    requestFailed: (requestId, error) => events.requestFailed(requestId, hideInError(error, hide)),
    warning: (text) => events.warning(hide(text)),
    renewed: () => events.renewed(),
    eraDoubted: () => events.eraDoubted(),
    stderr: (line) => events.stderr(hide(line)),
    closed: (end) =>
      events.closed(end.by === 'error' ? { ...end, error: hideInError(end.error, hide) } : end),
  };
}

/** An error as it is, or one that says the same without secrets; then its cause is left out, too. */
export function hideInError(error: LoomError, hide: (text: string) => string): LoomError {
  const message = hide(error.message);
  const stderr = error.stderr.map(hide);
  const isClean = message === error.message && stderr.join() === error.stderr.join();
  if (isClean && hide(causesOf(error)) === causesOf(error)) return error;
  const { code, server, secret, place, remedy, remedyId } = error;
  return new LoomError(code, message, {
    ...(server !== undefined && { server }),
    ...(secret !== undefined && { secret }),
    ...(place && { place }),
    remedy: hide(remedy),
    remedyId,
    stderr,
  });
}

function causesOf({ cause }: LoomError): string {
  return inspect(cause);
}

import { LoomError } from '../../../src-shared/errors.ts';
import type { HubLog } from '../log.ts';
import type { Problems } from '../problems.ts';
import type { FailedAttempt } from './token.ts';

/** So long after the last time that it was too much, people need not know of it any more. */
const forgetAfterMs = 15 * 60_000;
const matter = 'auth:attempts';

/**
 * Records failed attempts: a line each, and a problem for people once there are many. Those that are
 * told to wait leave no line: they must not fill the log.
 */
export function reportAttempts(
  log: Pick<HubLog, 'warn'>,
  problems: Pick<Problems, 'report' | 'resolve'>,
): (attempt: FailedAttempt) => void {
  let timer: NodeJS.Timeout | undefined;
  return ({ source, why, count }) => {
    if (!count.isLimited) {
      log.warn({ source, why }, `refused a token that came over HTTP from ${source}: ${why}`);
      return;
    }
    if (!count.isFirstLimited) return;
    const text = `${count.count - 1} wrong tokens came over HTTP from ${source} within a minute; more are told to wait`;
    problems.report(
      matter,
      new LoomError('too-many-attempts', text, { remedy, remedyId: 'renew-clients-token' }),
    );
    clearTimeout(timer);
    timer = setTimeout(() => problems.resolve(matter), forgetAfterMs).unref();
  };
}

const remedy =
  'A client may hold a token that was revoked: give it a new one. Otherwise somebody guesses.';

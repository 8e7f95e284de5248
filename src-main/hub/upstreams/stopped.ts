import { LoomError } from '../../../src-shared/errors.ts';

/** What calls are told whose instance was ended on purpose. */
export function stopped(serverId: string, why: string): LoomError {
  return new LoomError('server-unavailable', `server "${serverId}" was stopped: ${why}`, {
    server: serverId,
    remedy: 'Try again; it starts on the next call.',
    remedyId: 'try-again',
  });
}

import { LoomError } from '../../../src-shared/errors.ts';

/** Failures of the hub's own that end a call. */

export function justStopping(server: string): LoomError {
  const text = `server "${server}" is just stopping`;
  return new LoomError('server-unavailable', text, {
    server,
    remedy: 'Try again.',
    remedyId: 'try-again',
  });
}

export function timedOut(server: string): LoomError {
  const text = `server "${server}" gave no answer within its call_timeout`;
  const remedy = `Raise call_timeout of "${server}" in registry.yaml.`;
  const remedyId = 'raise-call-timeout';
  return new LoomError('server-timeout', text, { server, remedy, remedyId });
}

export function tooManyRounds(server: string, rounds: number): LoomError {
  const text = `server "${server}" still asks for input after ${rounds} rounds of answers`;
  return new LoomError('server-protocol', text, { server });
}

/** A modern server answered a legacy client with what only a modern one would understand. */
export function notUnderstood(server: string, resultType: string): LoomError {
  const type = JSON.stringify(resultType);
  const text = `server "${server}" answered with a result of type ${type}, which this client does not know`;
  const remedy = 'It takes a client that speaks MCP 2026-07-28 or later.';
  return new LoomError('server-protocol', text, { server, remedy });
}

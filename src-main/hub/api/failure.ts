import { ORPCError, ValidationError } from '@orpc/server';
import type { FailureData } from '../../../src-shared/contract/base.ts';
import { LoomError, toLoomError } from '../../../src-shared/errors.ts';

/**
 * Any throwable as the contract's LOOM error. Input that the schema refuses becomes `usage`; what is
 * neither that nor a LoomError is a bug: `report` gets the original, the caller gets `internal`.
 */
export function asFailure(
  thrown: unknown,
  report: (error: unknown) => void,
): ORPCError<'LOOM', FailureData> {
  const error = refusedInput(thrown) ?? toLoomError(thrown);
  if (error.code === 'internal') report(error.cause ?? error);
  return new ORPCError('LOOM', {
    defined: true,
    message: error.message,
    data: failureData(error),
    cause: error,
  });
}

function failureData({ code, remedy, remedyId, server, place, stderr }: LoomError): FailureData {
  return {
    code,
    remedy,
    ...(remedyId && { remedyId }),
    ...(server !== undefined && { server }),
    ...(place && { place }),
    ...(stderr.length > 0 && { stderr }),
  };
}

function refusedInput(thrown: unknown): LoomError | undefined {
  if (!(thrown instanceof ORPCError) || thrown.code !== 'BAD_REQUEST') return undefined;
  const issues = thrown.cause instanceof ValidationError ? thrown.cause.issues : [];
  const reasons = issues.map(({ path = [], message }) => {
    const keys = path.map((part) => String(typeof part === 'object' ? part.key : part));
    return keys.length > 0 ? `${keys.join('.')}: ${message}` : message;
  });
  return new LoomError('usage', reasons.join('; ') || thrown.message, { cause: thrown });
}

import { createORPCClient, ORPCError } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { ContractRouterClient } from '@orpc/contract';
import type { FailureData } from '../src-shared/contract/base.ts';
import type { contract } from '../src-shared/contract/index.ts';
import {
  errorCodes,
  LoomError,
  type LoomErrorCode,
  type LoomErrorDetails,
  toLoomError,
} from '../src-shared/errors.ts';
import type { Paths } from '../src-shared/paths.ts';
import { createHubFetch } from './hub-fetch.ts';

/** The contract as the CLI calls it. Every call rejects with a LoomError. */
export type HubClient = ContractRouterClient<typeof contract>;

/** A carrier: the contract as HTTP on the hub's socket. It holds nothing open between calls. */
export function createHubClient(paths: Paths): HubClient {
  const link = new RPCLink({
    // The host is a placeholder: the socket alone decides who answers.
    url: 'http://localhost/api',
    fetch: createHubFetch(paths),
    interceptors: [
      async ({ next }) => {
        try {
          return await next();
        } catch (thrown) {
          throw fromHub(thrown);
        }
      },
    ],
  });
  return createORPCClient(link);
}

/** What a call or a stream threw, as a LoomError with all that the hub said. */
export function fromHub(thrown: unknown): LoomError {
  if (thrown instanceof ORPCError) return fromOrpc(thrown);
  if (isConnectionLoss(thrown)) {
    return new LoomError('hub-restarted', 'The connection to the hub was lost.', { cause: thrown });
  }
  return toLoomError(thrown);
}

function fromOrpc(error: ORPCError<string, unknown>): LoomError {
  if (error.defined && error.code === 'LOOM') {
    const { code, ...details } = error.data as FailureData;
    return new LoomError(
      isLoomCode(code) ? code : 'internal',
      error.message,
      details as LoomErrorDetails,
    );
  }
  if (error.code === 'BAD_REQUEST') {
    return new LoomError('usage', `The hub refused the input: ${describeIssues(error.data)}`);
  }
  if (error.code === 'NOT_FOUND') {
    return new LoomError('internal', 'The running hub does not know this call.', {
      remedy: 'It may be another version: `loom stop`, then try again.',
    });
  }
  return new LoomError('internal', error.message, { cause: error });
}

/** The issues that a schema reported: `{ issues: [{ message, path }] }`. */
function describeIssues(data: unknown): string {
  const issues = (data as { issues?: { message: string; path?: PropertyKey[] }[] } | undefined)
    ?.issues;
  if (!Array.isArray(issues) || issues.length === 0) return 'it does not fit the schema';
  return issues
    .map(({ message, path }) =>
      path?.length ? `${path.map(String).join('.')}: ${message}` : message,
    )
    .join('; ');
}

function isConnectionLoss(thrown: unknown): boolean {
  const codes = ['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE', 'UND_ERR_SOCKET'];
  return thrown instanceof Error && 'code' in thrown && codes.includes(String(thrown.code));
}

function isLoomCode(code: string): code is LoomErrorCode {
  return Object.hasOwn(errorCodes, code);
}

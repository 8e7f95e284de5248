import type { IncomingMessage } from 'node:http';
import { toLoomError } from '../../../src-shared/errors.ts';
import type { Credentials } from './credentials.ts';
import {
  createHttpClient,
  type HttpClient,
  type HttpOutcome,
  type HttpRequest,
} from './http-client.ts';
import type { HttpTarget } from './http-target.ts';

/** A client for a target, with these credentials unless it has an `Authorization` header of its own. */
export async function openHttpClient(
  target: HttpTarget,
  credentials: Credentials | undefined,
): Promise<HttpClient> {
  const client = await createHttpClient(target);
  const needsNone = credentials === undefined || target.headers.authorization !== undefined;
  return needsNone ? client : authorizedClient(client, credentials);
}

/**
 * A client whose requests carry credentials. One that is refused is sent once more where there are
 * other credentials then. Redirects never take them to another origin: the client beneath sees to it.
 */
function authorizedClient(client: HttpClient, credentials: Credentials): HttpClient {
  async function attempt(request: HttpRequest, isAgain: boolean): Promise<HttpOutcome> {
    const asked = credentials.header();
    // Messages leave in the order in which they were sent: nobody waits without need.
    const sent = asked instanceof Promise ? await asked : asked;
    const outcome = await client.request(sent === undefined ? request : withHeader(request, sent));
    const status = outcome.ok ? outcome.response.statusCode : undefined;
    if (!outcome.ok || (status !== 401 && status !== 403)) return outcome;
    const challenge = challengeOf(outcome.response);
    const after = await credentials.refused({ status, sent, challenge, isAgain });
    if (after.so === 'take-as-it-is') return outcome;
    outcome.response.resume();
    if (after.so === 'fail') return { ok: false, error: after.error, isUnreachable: false };
    return await attempt(request, true);
  }

  return {
    async request(request) {
      try {
        return await attempt(request, false);
      } catch (thrown) {
        return { ok: false, error: toLoomError(thrown), isUnreachable: false };
      }
    },
    destroy: () => client.destroy(),
  };
}

function withHeader(request: HttpRequest, authorization: string): HttpRequest {
  return { ...request, headers: { ...request.headers, authorization } };
}

/** All of them: a server may send several. */
function challengeOf({ headersDistinct }: IncomingMessage): string | undefined {
  return headersDistinct['www-authenticate']?.join(', ');
}

import type { IncomingMessage } from 'node:http';
import { toLoomError } from '../../../src-shared/errors.ts';
import type { Credentials } from './credentials.ts';
import type { HttpClient, HttpOutcome, HttpRequest } from './http-client.ts';

/**
 * A client whose requests carry credentials. One that is refused is sent once more where there are
 * other credentials then. Redirects never take them to another origin: the client beneath sees to it.
 */
export function authorizedClient(client: HttpClient, credentials: Credentials): HttpClient {
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

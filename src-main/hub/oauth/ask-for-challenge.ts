import { type Challenge, parseChallenge } from './parse-challenge.ts';
import type { RemoteSpec } from './remote-spec.ts';

const patienceMs = 10_000;

/** Any request: a server that wants a sign-in looks no further. */
const ping = JSON.stringify({ jsonrpc: '2.0', id: 0, method: 'ping' });

/**
 * What a server says to a request without a sign-in, where that is not known yet. A server that says
 * nothing useful is signed in to all the same: its documents may lie where such documents usually do.
 */
export async function askForChallenge({
  url,
  headers,
  transport,
}: RemoteSpec): Promise<Challenge | undefined> {
  const way =
    transport === 'sse'
      ? { headers: { ...headers, accept: 'text/event-stream' } }
      : { method: 'POST', body: ping, headers: { ...headers, ...postHeaders } };
  try {
    const signal = AbortSignal.timeout(patienceMs);
    const response = await fetch(url, { ...way, redirect: 'manual', signal });
    await response.body?.cancel();
    if (response.status !== 401) return undefined;
    return parseChallenge(response.headers.get('www-authenticate') ?? undefined);
  } catch {
    return undefined;
  }
}

const postHeaders = {
  accept: 'application/json, text/event-stream',
  'content-type': 'application/json',
};

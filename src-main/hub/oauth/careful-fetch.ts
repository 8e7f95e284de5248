import { LoomError } from '../../../src-shared/errors.ts';
import { checkAddress } from './check-address.ts';

const patienceMs = 15_000;
/** Far more than any document or token response has. */
const mostBytes = 1024 * 1024;

export type Fetch = (url: string | URL, init?: RequestInit) => Promise<Response>;

/**
 * `fetch` for addresses that strangers name: only where `checkAddress` lets it go, not for ever, and
 * not for any size. Who calls it follows redirects by calling it again.
 *
 * @param server - the server that is signed in to.
 */
export function carefulFetch(server: URL, signal: AbortSignal): Fetch {
  return async (address, init = {}) => {
    const url = checkAddress(address, server);
    const over = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]);
    try {
      const response = await fetch(url, { ...init, redirect: 'manual', signal: over });
      return await whole(response, url);
    } catch (thrown) {
      if (thrown instanceof LoomError) throw thrown;
      signal.throwIfAborted();
      throw new LoomError('sign-in-failed', `${url.host} cannot be reached${why(thrown)}`, {
        remedy: 'Try again when it can be reached.',
      });
    }
  };
}

/** With its body read, so that neither its size nor its slowness can surprise anybody later. */
async function whole(response: Response, url: URL): Promise<Response> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > mostBytes) {
      throw new LoomError('sign-in-failed', `${url.host} answers with more than a megabyte`);
    }
    chunks.push(chunk);
  }
  const { status, headers } = response;
  const mayHaveBody = status !== 204 && status !== 304;
  return new Response(mayHaveBody ? Buffer.concat(chunks) : null, { status, headers });
}

function why(thrown: unknown): string {
  if (!(thrown instanceof Error)) return '';
  if (thrown.name === 'TimeoutError') return ': it did not answer in time';
  const { cause } = thrown;
  return cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
}

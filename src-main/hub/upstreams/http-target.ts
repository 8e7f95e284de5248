import { validateHeaderName, validateHeaderValue } from 'node:http';
import { LoomError } from '../../../src-shared/errors.ts';
import { hideSecrets } from '../vault/hide-secrets.ts';

/** Where a server over HTTP is, and what may be told of it. */
export interface HttpTarget {
  serverId: string;
  url: URL;
  /** The spec's headers, names in lower case. */
  headers: Readonly<Record<string, string>>;
  /** `text`, which came from the server, without anything secret of ours, cut to a line that can be shown. */
  quote(text: string): string;
}

/**
 * Checks a spec's url and headers. A user name and password in the url become the `Authorization`
 * header that they mean.
 *
 * @throws LoomError 'server-unavailable'; it names neither header values nor the url's query.
 */
export function parseHttpTarget(
  serverId: string,
  spec: { url: string; headers: Readonly<Record<string, string>> },
): HttpTarget {
  const url = URL.parse(spec.url);
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    throw invalid(serverId, 'its url is not an http or https address');
  }
  const headers = parseHeaders(serverId, spec.headers);
  if (url.username || url.password) {
    headers.authorization ??= basicCredentials(serverId, url);
    url.username = '';
    url.password = '';
  }
  url.hash = '';
  const hide = hideSecrets(findSecrets(url, headers));
  return { serverId, url, headers, quote: (text) => quote(hide(text)) };
}

/**
 * A url as it may be shown: without credentials and query; long path segments, which are often
 * keys, are left out too.
 */
export function showUrl(url: URL): string {
  return url.origin + url.pathname.replace(/[^/]{24,}/g, '…');
}

function parseHeaders(
  serverId: string,
  given: Readonly<Record<string, string>>,
): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) {
    try {
      validateHeaderName(name);
      validateHeaderValue(name, value);
    } catch {
      throw invalid(serverId, `its header ${JSON.stringify(name)} cannot be sent over HTTP`);
    }
    headers[name.toLowerCase()] = value;
  }
  return headers;
}

function basicCredentials(serverId: string, url: URL): string {
  try {
    const pair = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
    return `Basic ${Buffer.from(pair).toString('base64')}`;
  } catch {
    throw invalid(
      serverId,
      'the user name or password in its url is not percent-encoded correctly',
    );
  }
}

/** Header values, the parts behind `Bearer` and the like, and the values of the url's query. */
function findSecrets(url: URL, headers: Readonly<Record<string, string>>): string[] {
  const values = Object.values(headers);
  const parts = values.flatMap((value) => value.split(/\s+/).slice(1));
  return [...values, ...parts, ...url.searchParams.values()];
}

function quote(text: string): string {
  const line = text.replace(/[\s\p{C}]+/gu, ' ').trim();
  return line.length > 200 ? `${line.slice(0, 200)}…` : line;
}

function invalid(serverId: string, why: string): LoomError {
  return new LoomError('server-unavailable', `server "${serverId}" cannot be reached: ${why}`, {
    server: serverId,
    remedy: 'Correct its url or headers in registry.yaml.',
    remedyId: 'correct-address',
  });
}

/**
 * Who may talk to the HTTP listener at all, decided from two headers. Together they stop DNS
 * rebinding and calls from foreign web pages (MCP's Streamable HTTP transport, "Security Warning").
 * Pure: the callers turn a reason into 421 or 403.
 */
import { isIP } from 'node:net';

export type GuardResult<Reason extends string> = { ok: true } | { ok: false; reason: Reason };

/** Where the listener was told to listen, such as `127.0.0.1` and 8088. */
export interface ListenAddress {
  host: string;
  port: number;
  /** Whether it speaks TLS: then a Host without a port means 443. */
  isEncrypted?: boolean;
}

const allowed = { ok: true } as const;
const loopbackNames = new Set(['localhost', '127.0.0.1', '::1']);
const wildcards = new Set(['0.0.0.0', '::', '']);

/**
 * Loopback names pass with any port (a tunnel may change it), the configured host with its own.
 * A hub that listens everywhere accepts IP addresses: rebinding needs a name.
 */
export function checkHost(
  hostHeader: string | undefined,
  listen: ListenAddress,
): GuardResult<'missing' | 'unparsable' | 'not-allowed'> {
  if (!hostHeader) return { ok: false, reason: 'missing' };
  const parsed = parseHost(hostHeader, listen.isEncrypted ? 443 : 80);
  if (!parsed) return { ok: false, reason: 'unparsable' };
  if (loopbackNames.has(parsed.host)) return allowed;
  const own = bare(listen.host);
  if (parsed.host === own && parsed.port === listen.port) return allowed;
  if (wildcards.has(own) && isIP(parsed.host) > 0) return allowed;
  return { ok: false, reason: 'not-allowed' };
}

/**
 * An absent Origin passes: only browsers send one. Patterns are whole origins; `:*` at the end
 * stands for any port or none.
 */
export function checkOrigin(
  originHeader: string | undefined,
  allowedOrigins: readonly string[],
): GuardResult<'null' | 'unparsable' | 'not-allowed'> {
  if (originHeader === undefined) return allowed;
  if (originHeader === 'null') return { ok: false, reason: 'null' };
  const origin = parseOrigin(originHeader);
  if (!origin) return { ok: false, reason: 'unparsable' };
  const matches = allowedOrigins.some((pattern) => {
    const anyPort = pattern.endsWith(':*');
    const wanted = parseOrigin(anyPort ? pattern.slice(0, -2) : pattern);
    if (!wanted || wanted.protocol !== origin.protocol) return false;
    return anyPort ? wanted.hostname === origin.hostname : wanted.host === origin.host;
  });
  return matches ? allowed : { ok: false, reason: 'not-allowed' };
}

function parseHost(header: string, usualPort: number): { host: string; port: number } | undefined {
  const match = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::(\d{1,5}))?$/i.exec(header);
  if (!match?.[1]) return undefined;
  return { host: bare(match[1]), port: Number(match[2] ?? usualPort) };
}

/** Lower case and without the brackets of an IPv6 address. */
function bare(host: string): string {
  return host.toLowerCase().replace(/^\[(.*)\]$/, '$1');
}

/** A URL that is nothing but an origin. */
function parseOrigin(text: string): URL | undefined {
  if (!/^[a-z][a-z0-9+.-]*:\/\/[^/?#@\s]+$/i.test(text)) return undefined;
  return URL.parse(text) ?? undefined;
}

import { BlockList, isIP } from 'node:net';
import { LoomError } from '../../../src-shared/errors.ts';

/** What a server names, it names for everybody: nothing of this machine or its wire. */
const near = new BlockList();
near.addSubnet('127.0.0.0', 8);
near.addSubnet('169.254.0.0', 16);
near.addAddress('0.0.0.0');
near.addAddress('::1', 'ipv6');
near.addAddress('::', 'ipv6');
near.addSubnet('fe80::', 10, 'ipv6');

/** Whether an address is of this machine alone. */
function isLoopback({ hostname }: URL): boolean {
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  if (isIP(host) === 4) return host.startsWith('127.');
  return host === '::1' || host === 'localhost' || host.endsWith('.localhost');
}

/**
 * Whether an address that a server or its authorization server named may be gone to: https, so that
 * nobody between can read along, and nothing of this machine unless the server itself is on it.
 *
 * @throws LoomError 'sign-in-failed'.
 */
export function checkAddress(address: string | URL, server: URL): URL {
  const url = URL.parse(String(address));
  if (!url) throw refused('an unreadable address');
  const isLocal = isLoopback(url);
  const mayBeLocal = isLoopback(server);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLocal && mayBeLocal)) {
    throw refused(`${url.protocol}//${url.host}, which is not https`);
  }
  if (!mayBeLocal && (isLocal || isNear(url)))
    throw refused(`${url.host}, which is no public host`);
  if (url.username || url.password) throw refused(`${url.host} with a user name in it`);
  return url;
}

function isNear({ hostname }: URL): boolean {
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  const version = isIP(host);
  return version !== 0 && near.check(host, version === 6 ? 'ipv6' : 'ipv4');
}

function refused(what: string): LoomError {
  return new LoomError('sign-in-failed', `its sign-in leads to ${what}`, {
    remedy: 'Ask those who run the server: Loom does not go there.',
  });
}

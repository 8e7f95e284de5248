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

/** Of the network that somebody is in (RFC 1918, 6598, 4193): only servers in one may lead there. */
const inside = new BlockList();
inside.addSubnet('10.0.0.0', 8);
inside.addSubnet('172.16.0.0', 12);
inside.addSubnet('192.168.0.0', 16);
inside.addSubnet('100.64.0.0', 10);
inside.addSubnet('fc00::', 7, 'ipv6');

/** Whether an address is of this machine alone. */
function isLoopback(url: URL): boolean {
  const host = hostOf(url);
  if (isIP(host) === 4) return host.startsWith('127.');
  return host === '::1' || host === 'localhost' || host.endsWith('.localhost');
}

/**
 * Whether an address that a server or its authorization server named may be gone to: https, so that
 * nobody between can read along, and nothing of this machine or its network unless the server itself
 * is there.
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
  const isTooNear = isLocal || isIn(near, url) || (isIn(inside, url) && !isIn(inside, server));
  if (isTooNear && !mayBeLocal) throw refused(`${url.host}, which is no public host`);
  if (url.username || url.password) throw refused(`${url.host} with a user name in it`);
  return url;
}

function isIn(addresses: BlockList, url: URL): boolean {
  const host = hostOf(url);
  const version = isIP(host);
  return version !== 0 && addresses.check(host, version === 6 ? 'ipv6' : 'ipv4');
}

/** Names are the same with a dot at their end, and addresses without their brackets. */
function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.+$/, '');
}

function refused(what: string): LoomError {
  return new LoomError('sign-in-failed', `its sign-in leads to ${what}`, {
    remedy: 'Ask those who run the server: Loom does not go there.',
  });
}

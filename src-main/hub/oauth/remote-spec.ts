import type { ServerSpec } from '../../../src-shared/domain/server.ts';

/** A server over HTTP. */
export type RemoteSpec = Exclude<ServerSpec, { transport: 'stdio' }>;

/** Its address, as requests go to it. */
export function addressOf({ url }: RemoteSpec): URL {
  const address = new URL(url);
  address.hash = '';
  return address;
}

/** Whether its entry says by itself what authorizes requests, so that nobody signs in. */
export function authorizesItself({ url, headers }: RemoteSpec): boolean {
  const hasHeader = Object.keys(headers).some((name) => name.toLowerCase() === 'authorization');
  const { username, password } = URL.parse(url) ?? { username: '', password: '' };
  return hasHeader || username !== '' || password !== '';
}

/** Modern clients over lines: on the hub's socket, through `loom proxy`, and to a server itself. */

import type { TestHub } from './hub.ts';
import { createModernClient, type ModernClient, type ModernOptions } from './modern-client.ts';
import {
  connectProxy,
  connectServer,
  connectSocket,
  type ProxyClient,
  type ProxyOptions,
  type SocketOptions,
} from './raw-client.ts';

export async function connectModernSocket(
  hub: Pick<TestHub, 'socket'>,
  options: ModernOptions & Omit<SocketOptions, 'initialize'> = {},
): Promise<ModernClient> {
  const raw = await connectSocket(hub, { ...options, initialize: false });
  return createModernClient(raw, options);
}

export type ModernProxyClient = ModernClient & Pick<ProxyClient, 'pid' | 'child' | 'exited'>;

export async function connectModernProxy(
  hub: Pick<TestHub, 'home'>,
  options: ModernOptions & Omit<ProxyOptions, 'initialize'> = {},
): Promise<ModernProxyClient> {
  const raw = await connectProxy(hub, { ...options, initialize: false });
  const { pid, child, exited } = raw;
  return Object.assign(createModernClient(raw, options), { pid, child, exited });
}

/** Without a hub: `e2e/servers/<file>.ts` as this client's own child. */
export async function connectModernServer(
  file: string,
  options: ModernOptions & { args?: readonly string[] } = {},
): Promise<ModernClient> {
  const raw = await connectServer(file, { args: options.args, initialize: false });
  return createModernClient(raw, options);
}

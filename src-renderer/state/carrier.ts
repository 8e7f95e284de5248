import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { contract } from '../../src-shared/contract/index.ts';

/** The hub, as the console sees it; it does not matter how calls travel. */
export type HubClient = ContractRouterClient<typeof contract>;

/** In the desktop app over the MessagePort that the preload hands over, in a browser over HTTP. */
export async function openCarrier(page: Window): Promise<HubClient> {
  if (page.location.protocol === 'loom-app:') {
    const { RPCLink } = await import('@orpc/client/message-port');
    const port = await requestPort(page);
    const client: HubClient = createORPCClient(new RPCLink({ port }));
    port.start();
    return client;
  }
  const { RPCLink } = await import('@orpc/client/fetch');
  return createORPCClient(new RPCLink({ url: `${page.location.origin}/api` }));
}

/** Asks the preload, which answers with a message that carries the port. */
function requestPort(page: Window): Promise<MessagePort> {
  return new Promise((resolve) => {
    page.addEventListener('message', function take({ source, data, ports: [port] }) {
      if (source !== page || data !== 'loom:port' || !port) return;
      page.removeEventListener('message', take);
      resolve(port);
    });
    page.postMessage('loom:connect', page.location.origin);
  });
}

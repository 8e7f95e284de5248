import { type ClientContext, type ClientLink, createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { contract } from '../../src-shared/contract/index.ts';

/** The hub, as the console sees it; it does not matter how calls travel. */
export type HubClient = ContractRouterClient<typeof contract>;

type Link = ClientLink<ClientContext>;

/** In the desktop app over the MessagePort that the preload hands over, in a browser over HTTP. */
export async function openCarrier(page: Window): Promise<HubClient> {
  if (page.location.protocol === 'loom-app:') {
    const { RPCLink } = await import('@orpc/client/message-port');
    return createORPCClient(anewWhenClosed(page, (port) => new RPCLink({ port })));
  }
  const { RPCLink } = await import('@orpc/client/fetch');
  return createORPCClient(new RPCLink({ url: `${page.location.origin}/api` }));
}

/** Electron says when the other end of a port is gone; the next call then asks for another. */
function anewWhenClosed(page: Window, linkOver: (port: MessagePort) => Link): Link {
  let current: Promise<Link> | undefined;
  return {
    async call(path, input, options) {
      current ??= connect();
      return await (await current).call(path, input, options);
    },
  };

  async function connect(): Promise<Link> {
    const port = await requestPort(page);
    port.addEventListener('close', () => {
      current = undefined;
    });
    const link = linkOver(port);
    port.start();
    return link;
  }
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

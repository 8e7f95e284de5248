/** A line between a browser and a hub that can be cut, while both go on. */
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface LineToHub extends AsyncDisposable {
  /** For a browser context's `proxy`. */
  server: string;
  /** Ends what is open, and lets nothing through. */
  cut(): void;
  mend(): void;
}

export async function openLine(): Promise<LineToHub> {
  let isCut = false;
  const proxy = createServer((incoming, answer) => {
    if (isCut) return void incoming.destroy();
    const { url = '', method, headers } = incoming;
    const outgoing = request(url, { method, headers }, (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers);
      response.on('error', () => answer.destroy()).pipe(answer);
    });
    outgoing.on('error', () => answer.destroy());
    answer.on('close', () => outgoing.destroy());
    incoming.pipe(outgoing);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const { port } = proxy.address() as AddressInfo;
  return {
    server: `http://127.0.0.1:${port}`,
    cut() {
      isCut = true;
      proxy.closeAllConnections();
    },
    mend() {
      isCut = false;
    },
    async [Symbol.asyncDispose]() {
      proxy.closeAllConnections();
      await new Promise((resolve) => proxy.close(resolve));
    },
  };
}

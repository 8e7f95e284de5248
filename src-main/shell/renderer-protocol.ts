/** The console's files in the desktop app: `loom-app://console/`, served from the built folder. */
import type { Protocol } from 'electron';
import { staticFile } from '../hub/http/static-files.ts';

const scheme = 'loom-app';

/** The only origin that the desktop app ever shows. */
export const consoleOrigin = `${scheme}://console`;

/** To be called before Electron is ready. */
export function declareScheme(protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

export function serveRenderer(protocol: Pick<Protocol, 'handle'>, rendererDir: string): void {
  protocol.handle(scheme, async ({ url }) => {
    const { host, pathname } = new URL(url);
    // Every page of the console is the same file; only files have an ending.
    const wanted = pathname.includes('.') ? pathname : '/';
    const file = host === 'console' ? await staticFile(rendererDir, wanted) : undefined;
    return file ?? new Response('There is no such file.', { status: 404 });
  });
}

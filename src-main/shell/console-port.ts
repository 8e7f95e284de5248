import type { IpcMain, IpcMainEvent, WebContents } from 'electron';
import type { ApiContext } from '../hub/api/hub-service.ts';
import { servePort } from '../hub/api/serve-port.ts';
import { consoleOrigin } from './renderer-protocol.ts';

/** Serves the API to our own window's main frame; every other sender's port is closed. */
export function acceptConsolePorts(
  ipcMain: Pick<IpcMain, 'on'>,
  ownContents: () => WebContents | undefined,
  context: ApiContext,
): void {
  ipcMain.on('loom:connect', (event) => {
    const [port] = event.ports;
    if (!port) return;
    if (isOwnMainFrame(event, ownContents())) return servePort(port, context);
    port.close();
    const err = new Error(`refused the frame ${event.senderFrame?.url ?? '(gone)'}`);
    context.log.error({ err }, 'a frame that is not the console asked for the API');
  });
}

function isOwnMainFrame(event: IpcMainEvent, own: WebContents | undefined): boolean {
  const { sender, senderFrame } = event;
  if (!own || sender.id !== own.id) return false;
  return senderFrame?.parent === null && senderFrame.origin === consoleOrigin;
}

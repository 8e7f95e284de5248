/** For the tests beside it: a hub with one server, and a Cursor that Loom was written into. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SyncRequest, SyncResult } from '../../../src-shared/domain/client.ts';
import { type HubOptions, startHub, type TestHub } from '../../harness/hub.ts';
import { serverEntry } from '../../harness/servers.ts';

/** What stood in Cursor's file before, in a form of its own. */
export const ownText = '{\n\t"mcpServers": {\n\t\t"mine": { "command":"own-server" }\n\t}\n}';

/** What says that Cursor is installed. */
export const cursorFolder = '.config/Cursor';

export interface CursorHub extends AsyncDisposable {
  hub: TestHub;
  file: string;
  text(): Promise<string>;
  /** Cursor's entry as it would run it. */
  entry(): Promise<{ command: string; args: string[] }>;
}

export async function syncedCursor(options: HubOptions = {}): Promise<CursorHub> {
  const hub = await startHub({ servers: { echo: serverEntry('echo') }, ...options });
  const file = join(hub.home, '.cursor', 'mcp.json');
  await mkdir(join(hub.home, cursorFolder), { recursive: true });
  await mkdir(join(hub.home, '.cursor'));
  await writeFile(file, ownText);
  await syncAll(hub, { targets: ['cursor'] });
  const text = () => readFile(file, 'utf8');
  return {
    hub,
    file,
    text,
    entry: async () => JSON.parse(await text()).mcpServers.loom,
    [Symbol.asyncDispose]: () => hub[Symbol.asyncDispose](),
  };
}

/** Does all that the preview shows. */
export async function syncAll({ api }: TestHub, request: SyncRequest): Promise<SyncResult> {
  const { changes, refused } = await api.clients.preview(request);
  if (refused.length > 0) throw new Error(JSON.stringify(refused));
  return await api.clients.apply({ request, seen: changes });
}

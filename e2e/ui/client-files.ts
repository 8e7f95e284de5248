/** A home in which some clients are installed, as their files say. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { startHub, type TestHub } from '../harness/hub.ts';
import { serverEntry } from '../harness/servers.ts';

const { command, args } = serverEntry('echo');

/** What stands in the clients' files before Loom writes; with what else people keep there. */
export const clientFiles = {
  /** Has the server `echo` by itself, too. */
  cursor: {
    path: '.cursor/mcp.json',
    text: `{\n  "mcpServers": {\n    "echo": ${JSON.stringify({ command, args })}\n  },\n  "mine": 1\n}\n`,
  },
  codex: {
    path: '.codex/config.toml',
    text: '# my codex\nmodel = "o5"\n\n[mcp_servers.fetch]\ncommand = "uvx"\nargs = ["mcp-fetch"]\n',
  },
  /** Cut off. */
  gemini: { path: '.gemini/settings.json', text: '{ "mcpServers": { "a": {} }\n' },
} as const;

export type ClientFile = keyof typeof clientFiles;

export function pathOf(hub: TestHub, file: ClientFile): string {
  return join(hub.home, clientFiles[file].path);
}

/** As it is on disk now. */
export function textOf(hub: TestHub, file: ClientFile): string {
  return readFileSync(pathOf(hub, file), 'utf8');
}

/** As somebody else writes it; without a text, as it was before Loom. */
export function writeClientFile(hub: TestHub, file: ClientFile, text?: string): void {
  const path = pathOf(hub, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text ?? clientFiles[file].text);
}

/** A real hub that serves `echo`, in a home with these clients. */
export async function startHubWithClients(registry?: string): Promise<TestHub> {
  const servers = { echo: serverEntry('echo') };
  const hub = await startHub(registry === undefined ? { servers } : { registry });
  for (const file of Object.keys(clientFiles) as ClientFile[]) writeClientFile(hub, file);
  return hub;
}

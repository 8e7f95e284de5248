import { jsonWithBom } from './accepts.ts';
import type { Client, Machine } from './client.ts';
import { dialectOf } from './entry-shapes.ts';
import { evidenceOf } from './evidence.ts';
import { foldersOf } from './folders.ts';
import { jsonTarget } from './json-target.ts';

/** Headers lie in `requestInit`; the plugin for Xcode is the same. */
export const copilotPluginDialect = dialectOf({
  types: { stdio: 'stdio' },
  headers: (headers) => ({ requestInit: { headers } }),
  bareUrl: 'http',
});

export const copilotJetbrains: Client = {
  id: 'copilot-jetbrains',
  label: 'Copilot in JetBrains',
  sure: 'second-hand',
  evidence: (machine) => evidenceOf(machine, { paths: [folderOf(machine)] }),
  targets: (machine) => [
    jsonTarget({
      id: 'copilot-jetbrains',
      label: 'Copilot in JetBrains',
      path: foldersOf(machine).join(folderOf(machine), 'mcp.json'),
      root: ['servers'],
    }),
  ],
  dialect: copilotPluginDialect,
  accepts: jsonWithBom,
  reload: 'at-once',
};

function folderOf(machine: Machine): string {
  const { join, config, localAppData } = foldersOf(machine);
  const folder = machine.platform === 'win32' ? localAppData : config;
  return join(folder, 'github-copilot/intellij');
}

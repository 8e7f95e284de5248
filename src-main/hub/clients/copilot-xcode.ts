import { jsonWithBom } from './accepts.ts';
import type { Client, Machine } from './client.ts';
import { copilotPluginDialect } from './copilot-jetbrains.ts';
import { evidenceOf } from './evidence.ts';
import { foldersOf } from './folders.ts';
import { jsonTarget } from './json-target.ts';

/** On macOS only, as Xcode is. */
export const copilotXcode: Client = {
  id: 'copilot-xcode',
  label: 'Copilot for Xcode',
  sure: 'second-hand',
  evidence: (machine) =>
    evidenceOf(machine, { apps: ['GitHub Copilot for Xcode'], paths: foldersIn(machine) }),
  targets: (machine) =>
    foldersIn(machine).map((folder) =>
      jsonTarget({
        id: 'copilot-xcode',
        label: 'Copilot for Xcode',
        path: foldersOf(machine).join(folder, 'mcp.json'),
        root: ['servers'],
      }),
    ),
  dialect: copilotPluginDialect,
  accepts: jsonWithBom,
  reload: 'at-once',
};

function foldersIn(machine: Machine): string[] {
  const { join, config } = foldersOf(machine);
  return machine.platform === 'darwin' ? [join(config, 'github-copilot/xcode')] : [];
}

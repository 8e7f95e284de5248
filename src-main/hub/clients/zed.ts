import { lenientJson } from './accepts.ts';
import type { Client, Machine, Target } from './client.ts';
import { flatpakReason } from './code-editors.ts';
import { dialectOf } from './entry-shapes.ts';
import { evidenceOf } from './evidence.ts';
import { foldersOf } from './folders.ts';
import { jsonTarget, projectTarget } from './json-target.ts';

const named = { id: 'zed', label: 'Zed' };
const shape = { format: 'jsonc', root: ['context_servers'] } as const;

export const zed: Client = {
  ...named,
  sure: 'source',
  evidence: (machine) =>
    evidenceOf(machine, {
      commands: ['zed', 'zeditor'],
      apps: ['Zed'],
      programs: ['Zed'],
      linux: [foldersOf(machine).join(machine.home, '.local/zed.app')],
    }),
  targets: (machine) => {
    const { join, config, appData } = foldersOf(machine);
    // On macOS too it is ~/.config.
    const folder = machine.platform === 'win32' ? join(appData, 'Zed') : join(config, 'zed');
    const usual = jsonTarget({ ...named, ...shape, path: join(folder, 'settings.json') });
    return machine.platform === 'linux' ? [usual, flatpak(machine)] : [usual];
  },
  projectTargets: (project, machine) => [
    projectTarget(named, foldersOf(machine).join(project, '.zed/settings.json'), shape),
  ],
  dialect: dialectOf({ timeout: { key: 'timeout', unit: 's' }, bareUrl: 'http' }),
  accepts: lenientJson,
  reload: 'at-once',
};

function flatpak(machine: Machine): Target {
  const { join, home, named: variable } = foldersOf(machine);
  const app = join(home, '.var/app/dev.zed.Zed');
  const config = variable('FLATPAK_XDG_CONFIG_HOME') ?? join(app, 'config');
  return jsonTarget({
    ...shape,
    id: 'zed:flatpak',
    label: 'Zed (Flatpak)',
    path: join(config, 'zed/settings.json'),
    write: 'where-folder',
    evidence: [{ path: app }],
    httpOnly: flatpakReason,
  });
}

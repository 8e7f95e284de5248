import type { Client } from './client.ts';
import { codeFolders } from './code-editors.ts';
import { dialectOf } from './entry-shapes.ts';
import { evidenceOf } from './evidence.ts';
import { foldersOf } from './folders.ts';
import { jsonTarget, projectTarget } from './json-target.ts';

const itself = { id: 'augment', label: 'Auggie (Augment)' };
const format = 'jsonc';

export const augment: Client = {
  ...itself,
  sure: 'run',
  evidence: (machine) => evidenceOf(machine, { commands: ['auggie'], inHome: ['.augment'] }),
  targets(machine) {
    const { join, home } = foldersOf(machine);
    const editors = codeFolders(machine).map(({ id, label, user }) =>
      jsonTarget({
        id: `augment:${id}`,
        label: `Augment in ${label}`,
        path: join(user, 'settings.json'),
        format,
        root: ['augment.advanced', 'mcpServers'],
        container: 'list',
        write: 'never',
        why: "The extension's own list is edited in its panel: servers are imported from it.",
      }),
    );
    return [
      jsonTarget({ ...itself, path: join(home, '.augment/settings.json'), format }),
      ...editors,
    ];
  },
  projectTargets(project, machine) {
    const { join } = foldersOf(machine);
    return [
      projectTarget(itself, join(project, '.augment/settings.json'), { format }),
      projectTarget(itself, join(project, '.augment/settings.local.json'), {
        id: 'augment:project-local',
        label: `${itself.label}, this project, only you`,
        format,
        onlyNamed: true,
      }),
    ];
  },
  dialect: dialectOf({
    bareUrl: 'auto',
    types: { stdio: 'stdio', http: 'http', sse: 'sse' },
  }),
  accepts: { comments: true, trailingComma: true, bom: false },
  reload: 'restart',
  limits: { note: 'A name has no dot.' },
};

import type { Client, Machine, Target } from './client.ts';
import { dialectOf, everywhere, shellReference } from './entry-shapes.ts';
import { evidenceOf } from './evidence.ts';
import { foldersOf } from './folders.ts';
import { jsonTarget } from './json-target.ts';
import { unreadSettings } from './reading/switches/unread-settings.ts';

const itself = { id: 'amp', label: 'Amp' };

/** One flat key with a dot in it. */
const jsonc = { format: 'jsonc', root: ['amp.mcpServers'] } as const;

export const amp: Client = {
  ...itself,
  sure: 'run',
  evidence: (machine) => {
    const { join, config } = foldersOf(machine);
    return evidenceOf(machine, { commands: ['amp'], paths: [join(config, 'amp')] });
  },
  targets: (machine) => {
    const { join, config } = foldersOf(machine);
    return pair(machine, join(config, 'amp'), itself);
  },
  projectTargets: (project, machine) =>
    pair(machine, foldersOf(machine).join(project, '.amp'), {
      id: 'amp:project',
      label: `${itself.label}, this project`,
      scope: 'project',
      notes: ['Servers in the files of a project have to be approved in Amp.'],
    }),
  dialect: dialectOf({
    bareUrl: 'auto',
    references: { as: shellReference, in: everywhere },
  }),
  switches: { read: unreadSettings('amp.tools.disable') },
  accepts: { comments: true, trailingComma: true, bom: false },
  reload: 'restart',
  managed: (machine) => [{ path: managedFile(machine), note: managedNote }],
  limits: { note: 'A name has letters, digits, @, /, - and _.' },
};

const managedNote = 'An administrator manages the settings of Amp: they may override this file.';

/** Amp reads whichever exists. */
function pair(
  machine: Machine,
  folder: string,
  about: Pick<Target, 'id' | 'label'> & Partial<Target>,
): Target[] {
  const { join } = foldersOf(machine);
  const withComments = join(folder, 'settings.jsonc');
  return [
    jsonTarget({
      ...about,
      path: join(folder, 'settings.json'),
      ...jsonc,
      unless: { exists: withComments, write: 'where-exists', why: 'settings.jsonc is there.' },
    }),
    jsonTarget({
      ...about,
      id: `${about.id}:settings.jsonc`,
      label: `${about.label} (settings.jsonc)`,
      path: withComments,
      ...jsonc,
      write: 'where-exists',
      why: 'settings.json is the usual file.',
    }),
  ];
}

function managedFile(machine: Machine): string {
  const { join } = foldersOf(machine);
  if (machine.platform === 'darwin')
    return '/Library/Application Support/ampcode/managed-settings.json';
  if (machine.platform === 'win32')
    return join(machine.env.ProgramData || 'C:\\ProgramData', 'ampcode/managed-settings.json');
  return '/etc/ampcode/managed-settings.json';
}

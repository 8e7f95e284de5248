import { strictJson } from './accepts.ts';
import type { Client } from './client.ts';
import { dialectOf, shellReference } from './entry-shapes.ts';
import { evidenceOf } from './evidence.ts';
import { foldersOf } from './folders.ts';
import { jsonTarget, projectTarget } from './json-target.ts';

const itself = { id: 'kiro', label: 'Kiro' };

/** The IDE and the CLI share their files. */
export const kiro: Client = {
  ...itself,
  sure: 'documentation',
  evidence: (machine) =>
    evidenceOf(machine, {
      commands: ['kiro', 'kiro-cli'],
      apps: ['Kiro'],
      programs: ['Kiro'],
      inHome: ['.kiro'],
    }),
  targets(machine) {
    const { join, home } = foldersOf(machine);
    return [jsonTarget({ ...itself, path: join(home, '.kiro/settings/mcp.json') })];
  },
  projectTargets: (project, machine) => [
    projectTarget(itself, foldersOf(machine).join(project, '.kiro/settings/mcp.json')),
  ],
  dialect: dialectOf({
    bareUrl: 'http',
    references: { as: shellReference, in: ['env', 'header'] },
  }),
  accepts: strictJson,
  reload: 'at-once',
  approval: 'Where an entry names a variable, its setting "Mcp Approved Env Vars" has to name it.',
  installLink: (name, entry) =>
    `kiro://kiro.mcp/add?name=${encodeURIComponent(name)}` +
    `&config=${encodeURIComponent(JSON.stringify(entry))}`,
};

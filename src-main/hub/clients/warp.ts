import { strictJson } from './accepts.ts';
import type { Client } from './client.ts';
import { dialectOf, everywhere, shellReference } from './entry-shapes.ts';
import { evidenceOf } from './evidence.ts';
import { foldersOf } from './folders.ts';
import { jsonTarget, projectTarget } from './json-target.ts';

const itself = { id: 'warp', label: 'Warp' };

export const warp: Client = {
  ...itself,
  sure: 'documentation',
  evidence: (machine) =>
    evidenceOf(machine, {
      commands: ['warp-terminal'],
      apps: ['Warp'],
      programs: ['Warp'],
      inHome: ['.warp'],
    }),
  targets(machine) {
    const { join, home } = foldersOf(machine);
    const notes = [
      'Warp can read the files of Claude Code and Codex too: Loom may then appear more than once.',
    ];
    return [jsonTarget({ ...itself, path: join(home, '.warp/.mcp.json'), notes })];
  },
  projectTargets: (project, machine) => [
    projectTarget(itself, foldersOf(machine).join(project, '.warp/.mcp.json'), {
      write: 'never',
      why: 'It may be a map without a root key there, so servers are only imported from it.',
    }),
  ],
  dialect: dialectOf({
    bareUrl: 'auto',
    cwdKey: 'working_directory',
    references: { as: shellReference, in: everywhere },
  }),
  accepts: strictJson,
  reload: 'at-once',
};

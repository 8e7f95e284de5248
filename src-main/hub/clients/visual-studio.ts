import { jsonWithBom } from './accepts.ts';
import type { Client } from './client.ts';
import { dialectOf, envReference, everywhere } from './entry-shapes.ts';
import { evidenceOf } from './evidence.ts';
import { foldersOf } from './folders.ts';
import { jsonTarget, projectTarget } from './json-target.ts';

const named = { id: 'visual-studio', label: 'Visual Studio' };
const servers = { root: ['servers'] } as const;

/** 2022 (17.14) and 2026; there is none but on Windows. */
export const visualStudio: Client = {
  ...named,
  sure: 'documentation',
  evidence: (machine) =>
    machine.platform === 'win32'
      ? evidenceOf(machine, {
          paths: ['2022', '18'].map((version) =>
            foldersOf(machine).join(
              foldersOf(machine).programFiles,
              'Microsoft Visual Studio',
              version,
            ),
          ),
        })
      : [],
  targets: (machine) => {
    if (machine.platform !== 'win32') return [];
    const { join, home } = foldersOf(machine);
    return [jsonTarget({ ...named, ...servers, path: join(home, '.mcp.json') })];
  },
  projectTargets: (project, machine) => {
    if (machine.platform !== 'win32') return [];
    const { join } = foldersOf(machine);
    return [
      projectTarget(named, join(project, '.vs/mcp.json'), servers),
      jsonTarget({
        ...servers,
        id: 'visual-studio:solution',
        label: 'Visual Studio, this solution',
        scope: 'project',
        path: join(project, '.mcp.json'),
        write: 'never',
        why: 'Claude Code and Copilot CLI read this file as well, with another key.',
      }),
    ];
  },
  dialect: dialectOf({
    types: { stdio: 'stdio', http: 'http', sse: 'sse' },
    references: { as: envReference, in: everywhere },
    bareUrl: 'http',
  }),
  accepts: jsonWithBom,
  reload: 'at-once',
  approval: 'New tools are off until they are ticked in the chat window.',
  installLink: (name, entry) =>
    `vsweb+mcp:/install?${encodeURIComponent(JSON.stringify({ name, ...entry }))}`,
};

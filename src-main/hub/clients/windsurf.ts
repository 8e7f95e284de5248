import { jsonWithBom } from './accepts.ts';
import type { Client } from './client.ts';
import { dialectOf, envReference, everywhere } from './entry-shapes.ts';
import { evidenceOf } from './evidence.ts';
import { foldersOf } from './folders.ts';
import { jsonTarget } from './json-target.ts';

const why = 'Cascade gives way to Devin: its file is only written where there is one.';

/** Cascade, the agent of Windsurf before it became Devin Desktop. */
export const windsurf: Client = {
  id: 'windsurf',
  label: 'Windsurf',
  sure: 'documentation',
  evidence: (machine) =>
    evidenceOf(machine, {
      commands: ['windsurf'],
      apps: ['Windsurf'],
      programs: ['Windsurf'],
      inHome: ['.codeium/windsurf'],
    }),
  targets: (machine) => {
    const { join, home } = foldersOf(machine);
    return [
      jsonTarget({
        id: 'windsurf',
        label: 'Windsurf',
        path: join(home, '.codeium/windsurf/mcp_config.json'),
        write: 'where-exists',
        why,
      }),
      jsonTarget({
        id: 'windsurf:jetbrains',
        label: 'Windsurf in JetBrains',
        path: join(home, '.codeium/mcp_config.json'),
        write: 'where-exists',
        why,
      }),
    ];
  },
  dialect: dialectOf({
    urlKey: 'serverUrl',
    references: { as: envReference, in: everywhere },
    bareUrl: 'auto',
  }),
  accepts: jsonWithBom,
  reload: 'refresh',
  limits: { tools: 100 },
};

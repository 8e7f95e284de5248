import { strictJson } from './accepts.ts';
import type { Client } from './client.ts';
import { dialectOf } from './entry-shapes.ts';
import { evidenceOf } from './evidence.ts';
import { foldersOf } from './folders.ts';
import { jsonTarget } from './json-target.ts';
import { withMoved } from './moved-target.ts';

const itself = { id: 'lm-studio', label: 'LM Studio' };

export const lmStudio: Client = {
  ...itself,
  sure: 'documentation',
  evidence: (machine) =>
    evidenceOf(machine, {
      commands: ['lms'],
      apps: ['LM Studio'],
      programs: ['LM Studio'],
      inHome: ['.lmstudio', '.cache/lm-studio'],
    }),
  targets(machine) {
    const { join, home, named } = foldersOf(machine);
    const name = 'mcp.json';
    const usual = jsonTarget({
      ...itself,
      path: join(home, '.lmstudio', name),
      notes: ['LM Studio takes MCP servers since version 0.3.17.'],
    });
    const folder = named('LMSTUDIO_HOME');
    const movedBy = { file: join(home, '.lmstudio-home-pointer'), name };
    return [
      ...(folder ? withMoved(machine, usual, join(folder, name)) : [{ ...usual, movedBy }]),
      jsonTarget({
        id: 'lm-studio:old',
        label: 'LM Studio, old folder',
        path: join(home, '.cache/lm-studio/mcp.json'),
        write: 'where-exists',
        why: 'Only old installations keep it here.',
      }),
    ];
  },
  dialect: dialectOf({ bareUrl: 'http' }),
  accepts: strictJson,
  reload: 'at-once',
  installLink: (name, entry) => {
    const config = Buffer.from(JSON.stringify(entry)).toString('base64');
    return `lmstudio://add_mcp?${new URLSearchParams({ name, config })}`;
  },
};

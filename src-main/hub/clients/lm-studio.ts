import { strictJson } from './accepts.ts';
import type { Client } from './client.ts';
import { dialectOf } from './entry-shapes.ts';
import { evidenceOf } from './evidence.ts';
import { foldersOf } from './folders.ts';
import { jsonTarget } from './json-target.ts';

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
    const { join, home } = foldersOf(machine);
    const notes = ['LM Studio takes MCP servers since version 0.3.17.'];
    return [
      jsonTarget({ ...itself, path: join(home, '.lmstudio/mcp.json'), notes }),
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
  reload: 'It loads the file when it changes.',
  installLink: (name, entry) => {
    const config = Buffer.from(JSON.stringify(entry)).toString('base64');
    return `lmstudio://add_mcp?${new URLSearchParams({ name, config })}`;
  },
};

import { strictJson } from './accepts.ts';
import type { Client } from './client.ts';
import { dialectOf } from './entry-shapes.ts';
import { evidenceOf } from './evidence.ts';

/** It keeps its servers in its own store. */
export const raycast: Client = {
  id: 'raycast',
  label: 'Raycast',
  sure: 'documentation',
  evidence: (machine) => evidenceOf(machine, { apps: ['Raycast'], programs: ['Raycast'] }),
  targets: () => [],
  dialect: dialectOf({ bareUrl: 'auto' }),
  accepts: strictJson,
  reload: 'at-once',
  byHand:
    'Run its command "Install MCP Server" and fill in the command and arguments that Loom shows.',
};

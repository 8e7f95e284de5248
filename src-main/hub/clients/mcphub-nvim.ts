import { lenientJson } from './accepts.ts';
import type { Client } from './client.ts';
import { dialectOf, everywhere, shellReference } from './entry-shapes.ts';
import { evidenceOf } from './evidence.ts';
import { foldersOf } from './folders.ts';
import { jsonTarget } from './json-target.ts';

const itself = { id: 'mcphub-nvim', label: 'mcphub.nvim' };

/** An argument that begins with `$: ` is a command to it: imported as such, never run. */
export const mcphubNvim: Client = {
  ...itself,
  sure: 'documentation',
  evidence: (machine) => {
    const { join, config } = foldersOf(machine);
    return evidenceOf(machine, { commands: ['mcp-hub'], paths: [join(config, 'mcphub')] });
  },
  targets(machine) {
    const { join, config } = foldersOf(machine);
    return [jsonTarget({ ...itself, path: join(config, 'mcphub/servers.json'), format: 'jsonc' })];
  },
  dialect: dialectOf({
    bareUrl: 'http',
    cwdKey: 'cwd',
    references: { as: shellReference, in: everywhere },
  }),
  accepts: lenientJson,
  reload: 'at-once',
};

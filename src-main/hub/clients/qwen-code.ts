import { allowListEdits } from './allow-list-edits.ts';
import type { Client, Dialect } from './client.ts';
import { dialectOf, everywhere, shellReference, type Words } from './entry-shapes.ts';
import { evidenceOf } from './evidence.ts';
import { foldersOf } from './folders.ts';
import { jsonTarget, projectTarget } from './json-target.ts';
import { withMoved } from './moved-target.ts';
import { byQwenLists } from './reading/switches/by-lists.ts';

const itself = { id: 'qwen-code', label: 'Qwen Code' };

const words: Words = {
  bareUrl: 'sse',
  cwdKey: 'cwd',
  timeout: { key: 'timeout', unit: 'ms' },
  references: { as: shellReference, in: everywhere },
};

const sse = dialectOf(words);
const http = dialectOf({ ...words, urlKey: 'httpUrl' });

/** The key says the transport: `httpUrl` or `url`. */
const dialect: Dialect = {
  ...sse,
  http: (entry) => ({ ...(entry.transport === 'sse' ? sse : http).http?.(entry) }),
};

export const qwenCode: Client = {
  ...itself,
  sure: 'run',
  evidence: (machine) => evidenceOf(machine, { commands: ['qwen'], inHome: ['.qwen'] }),
  targets(machine) {
    const { join, home, named } = foldersOf(machine);
    const path = join(home, '.qwen/settings.json');
    const folder = named('QWEN_HOME');
    const usual = jsonTarget({ ...itself, path, format: 'jsonc' });
    return withMoved(machine, usual, folder && join(folder, 'settings.json'));
  },
  projectTargets: (project, machine) => [
    projectTarget(itself, foldersOf(machine).join(project, '.qwen/settings.json'), {
      format: 'jsonc',
    }),
  ],
  dialect,
  switches: {
    read: byQwenLists,
    layers(target, { machine, project }) {
      const { join, home, named } = foldersOf(machine);
      if (target.scope === 'user' || project === undefined) return [target.path];
      return [join(named('QWEN_HOME') ?? join(home, '.qwen'), 'settings.json'), target.path];
    },
  },
  accepts: { comments: true, trailingComma: false, bom: true },
  reload: 'restart',
  extraEdits: allowListEdits(itself.label, true),
  limits: {
    toolName: 59,
    note: 'Tools are called mcp_<server>_<tool> and cut in the middle to 63 characters.',
  },
};

import { lenientJson, strictJson } from './accepts.ts';
import type { Client, Dialect, Machine, Target } from './client.ts';
import { dialectOf, type Words } from './entry-shapes.ts';
import { evidenceOf } from './evidence.ts';
import { foldersOf } from './folders.ts';
import { jsonTarget, projectTarget } from './json-target.ts';

const itself = { id: 'continue', label: 'Continue' };

/** Its secrets: from its own `.env` files, or the environment it was started in. */
const secretReference = (variable: string) => `\${{ secrets.${variable} }}`;

const words: Words = {
  bareUrl: 'auto',
  types: { http: 'streamable-http', sse: 'sse' },
  cwdKey: 'cwd',
  headers: (headers) => ({ requestOptions: { headers } }),
  references: { as: secretReference, in: ['arg', 'env', 'url', 'header'] },
};

const plain = dialectOf(words);

/** In its list an entry carries its own name. */
const listed: Dialect = {
  ...plain,
  stdio: (entry) => ({ name: entry.name, ...plain.stdio(entry) }),
  http: (entry) => ({ name: entry.name, ...plain.http?.(entry) }),
};

export const continueDev: Client = {
  ...itself,
  sure: 'documentation',
  evidence: (machine) => evidenceOf(machine, { commands: ['cn'], inHome: ['.continue'] }),
  targets(machine) {
    const { join, home } = foldersOf(machine);
    return [
      {
        ...jsonTarget({ ...itself, path: join(home, '.continue/config.yaml') }),
        format: 'yaml',
        container: 'list',
        notes: ['Servers are used in its agent mode only.'],
      },
    ];
  },
  projectTargets: (project, machine) => [ownBlock(project, machine), ...others(project, machine)],
  dialect: listed,
  accepts: lenientJson,
  reload: 'at-once-or-start',
};

/** Each file of the folder is a block; one of Loom's own leaves the others alone. */
function ownBlock(project: string, machine: Machine): Target {
  const path = foldersOf(machine).join(project, '.continue/mcpServers/loom.json');
  return projectTarget(itself, path, { dialect: dialectOf(claudeWords), accepts: strictJson });
}

/** A JSON block is written in the words of Claude Desktop, which has no `requestOptions`. */
const claudeWords: Words = {
  bareUrl: 'auto',
  types: { http: 'streamable-http', sse: 'sse' },
  references: { as: secretReference, in: ['arg', 'env', 'url', 'header'] },
};

/** One server per file, so these are the user's: imported, never written. */
function others(project: string, machine: Machine): Target[] {
  const { join } = foldersOf(machine);
  const folder = join(project, '.continue/mcpServers');
  const rest = {
    scope: 'project',
    write: 'never',
    why: 'Every server has a file of its own in this folder, and Loom has one too.',
  } as const;
  return [
    {
      ...jsonTarget({
        id: 'continue:project-blocks',
        label: `${itself.label}, block * of this project`,
        path: join(folder, '*.yaml'),
        ...rest,
      }),
      format: 'yaml',
      container: 'list',
    },
    jsonTarget({
      id: 'continue:project-json',
      label: `${itself.label}, copied JSON of this project`,
      path: join(folder, 'mcp.json'),
      dialect: dialectOf(claudeWords),
      ...rest,
    }),
  ];
}

import { strictJson } from './accepts.ts';
import type { Client } from './client.ts';
import { dialectOf, everywhere, shellReference } from './entry-shapes.ts';
import { evidenceOf } from './evidence.ts';
import { foldersOf } from './folders.ts';
import { jsonTarget, projectTarget } from './json-target.ts';
import { withMoved } from './moved-target.ts';

const itself = { id: 'crush', label: 'Crush' };
const root = ['mcp'];

/** Its newer `crushrc` is a shell script: never run, never parsed, never written. */
export const crush: Client = {
  ...itself,
  sure: 'source',
  evidence: (machine) => {
    const { join, xdgConfig } = foldersOf(machine);
    return evidenceOf(machine, { commands: ['crush'], paths: [join(xdgConfig, 'crush')] });
  },
  targets(machine) {
    const { join, xdgConfig, named } = foldersOf(machine);
    const notes = ['Servers that its script crushrc adds are not seen: Loom does not run scripts.'];
    const usual = jsonTarget({ ...itself, path: join(xdgConfig, 'crush/crush.json'), root, notes });
    const folder = named('CRUSH_GLOBAL_CONFIG');
    return withMoved(machine, usual, folder && join(folder, 'crush.json'));
  },
  projectTargets(project, machine) {
    const { join } = foldersOf(machine);
    return [
      projectTarget(itself, join(project, '.crush.json'), { root }),
      projectTarget(itself, join(project, 'crush.json'), {
        id: 'crush:project-plain',
        label: `${itself.label}, this project (crush.json)`,
        root,
        write: 'where-exists',
        why: '.crush.json is the usual file.',
      }),
    ];
  },
  dialect: dialectOf({
    bareUrl: 'stdio',
    types: { stdio: 'stdio', http: 'http', sse: 'sse' },
    timeout: { key: 'timeout', unit: 's' },
    references: { as: shellReference, in: everywhere },
  }),
  accepts: strictJson,
  reload: 'restart',
  managed: (machine) =>
    machine.platform === 'win32'
      ? []
      : [{ path: '/etc/crush/crush.json', note: 'An administrator has set up Crush as well.' }],
  limits: { note: 'Tools are called mcp_<server>_<tool>.' },
};

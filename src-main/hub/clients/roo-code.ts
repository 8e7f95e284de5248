import { strictJson } from './accepts.ts';
import type { Client } from './client.ts';
import { extensionTargets, extensionTraces } from './code-editors.ts';
import { dialectOf, envReference } from './entry-shapes.ts';
import { evidenceOf } from './evidence.ts';
import { foldersOf } from './folders.ts';
import { projectTarget } from './json-target.ts';

const named = { id: 'roo-code', label: 'Roo Code' };
const extension = 'rooveterinaryinc.roo-cline';

/** Also of what was made of it. */
export const rooDialect = dialectOf({
  types: { http: 'streamable-http', sse: 'sse' },
  cwdKey: 'cwd',
  timeout: { key: 'timeout', unit: 's' },
  references: { as: envReference, in: ['env', 'header'] },
  bareUrl: 'sse',
});

/** Ended in May 2026; what people have there is worth importing. */
export const rooCode: Client = {
  ...named,
  sure: 'documentation',
  evidence: (machine) => evidenceOf(machine, { paths: extensionTraces(machine, extension) }),
  targets: (machine) =>
    extensionTargets(machine, {
      client: named.id,
      label: named.label,
      extension,
      file: 'settings/mcp_settings.json',
    }),
  projectTargets: (project, machine) => [
    projectTarget(named, foldersOf(machine).join(project, '.roo/mcp.json')),
  ],
  dialect: rooDialect,
  accepts: strictJson,
  reload: 'at-once',
};

import { strictJson } from './accepts.ts';
import type { Client, Dialect, HttpEntry, JsonObject } from './client.ts';
import { dialectOf, notExpressible } from './entry-shapes.ts';
import { evidenceOf } from './evidence.ts';
import { foldersOf } from './folders.ts';
import { jsonTarget, projectTarget } from './json-target.ts';
import { withMoved } from './moved-target.ts';

const itself = { id: 'kimi-code', label: 'Kimi Code' };

const plain = dialectOf({ bareUrl: 'http' });

const dialect: Dialect = { ...plain, http, refersIn: ['header'] };

export const kimiCode: Client = {
  ...itself,
  sure: 'documentation',
  evidence: (machine) => evidenceOf(machine, { commands: ['kimi'], inHome: ['.kimi-code'] }),
  targets(machine) {
    const { join, home, named } = foldersOf(machine);
    const usual = jsonTarget({ ...itself, path: join(home, '.kimi-code/mcp.json') });
    const folder = named('KIMI_CODE_HOME');
    return [
      ...withMoved(machine, usual, folder && join(folder, 'mcp.json')),
      jsonTarget({
        id: 'kimi-code:old',
        label: 'Kimi CLI, old folder',
        path: join(home, '.kimi/mcp.json'),
        write: 'never',
        why: 'Only versions before Kimi Code read it.',
      }),
    ];
  },
  projectTargets: (project, machine) => [
    projectTarget(itself, foldersOf(machine).join(project, '.kimi-code/mcp.json')),
  ],
  dialect,
  accepts: strictJson,
  reload: 'new-session',
};

/** A variable has one place: a key beside the headers, which names that of the bearer token. */
function http(entry: HttpEntry): JsonObject {
  const headers: Record<string, string> = {};
  let bearer: string | undefined;
  for (const [name, text] of Object.entries(entry.headers)) {
    if (typeof text === 'string') headers[name] = text;
    else if (name.toLowerCase() === 'authorization' && text.prefix === 'Bearer ')
      bearer = text.fromEnv;
    else throw notExpressible(`a variable in the header ${name}`);
  }
  return { ...plain.http?.({ ...entry, headers }), ...(bearer && { bearerTokenEnvVar: bearer }) };
}

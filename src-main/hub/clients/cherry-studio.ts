import { strictJson } from './accepts.ts';
import type { Client, Dialect } from './client.ts';
import { dialectOf } from './entry-shapes.ts';
import { evidenceOf } from './evidence.ts';
import { foldersOf } from './folders.ts';

const words = dialectOf({
  bareUrl: 'auto',
  types: { stdio: 'stdio', http: 'streamableHttp', sse: 'sse' },
  urlKey: 'baseUrl',
  also: { isActive: true },
});

const dialect: Dialect = {
  ...words,
  stdio: (entry) => ({ name: entry.name, ...words.stdio(entry) }),
  http: (entry) => ({ name: entry.name, ...words.http?.(entry) }),
};

/** Its servers are in a database: a link takes one there. */
export const cherryStudio: Client = {
  id: 'cherry-studio',
  label: 'Cherry Studio',
  sure: 'source',
  evidence: (machine) => {
    const { join, appData } = foldersOf(machine);
    return evidenceOf(machine, {
      apps: ['Cherry Studio'],
      programs: ['Cherry Studio'],
      paths: [join(appData, 'CherryStudio')],
    });
  },
  targets: () => [],
  dialect,
  accepts: strictJson,
  reload: 'at-once',
  installLink: (name, entry) => {
    const servers = JSON.stringify({ mcpServers: { [name]: entry } });
    const base64 = Buffer.from(servers).toString('base64');
    return `cherrystudio://mcp/install?${new URLSearchParams({ servers: base64 })}`;
  },
  byHand: 'Open the install link, or paste the entry in Settings, MCP Servers, Import from JSON.',
};

import { lenientJson } from './accepts.ts';
import type { Client, Dialect, HttpEntry, JsonObject } from './client.ts';
import { dialectOf, notExpressible } from './entry-shapes.ts';
import { evidenceOf } from './evidence.ts';
import { foldersOf } from './folders.ts';
import { jsonTarget } from './json-target.ts';
import { unreadSettings } from './reading/switches/unread-settings.ts';

const itself = { id: 'mistral-vibe', label: 'Mistral Vibe' };

const plain = dialectOf({
  bareUrl: 'http',
  typeKey: 'transport',
  types: { stdio: 'stdio', http: 'streamable-http' },
});

const dialect: Dialect = {
  ...plain,
  stdio: (entry) => ({ name: entry.name, ...plain.stdio(entry) }),
  http,
  refersIn: ['header'],
};

/** Its servers are an array of tables, `[[mcp_servers]]`, unlike those of Codex. */
export const mistralVibe: Client = {
  ...itself,
  sure: 'second-hand',
  evidence: (machine) => evidenceOf(machine, { commands: ['vibe'], inHome: ['.vibe'] }),
  targets(machine) {
    const { join, home } = foldersOf(machine);
    return [
      {
        ...jsonTarget({ ...itself, path: join(home, '.vibe/config.toml') }),
        format: 'toml',
        root: ['mcp_servers'],
        container: 'list',
      },
    ];
  },
  dialect,
  switches: { read: unreadSettings('enabled_tools', 'disabled_tools') },
  accepts: lenientJson,
  reload: 'new-session',
};

/** A variable has one place: three keys that make one header of it. */
function http(entry: HttpEntry): JsonObject {
  const referred = Object.entries(entry.headers).flatMap(([header, text]) =>
    typeof text === 'string' ? [] : [{ header, ...text }],
  );
  const [key, ...others] = referred;
  if (others.length > 0) throw notExpressible('variables in more than one header');
  const headers = Object.fromEntries(
    Object.entries(entry.headers).filter(([, text]) => typeof text === 'string'),
  );
  return {
    name: entry.name,
    ...plain.http?.({ ...entry, headers }),
    ...(key && {
      api_key_env: key.fromEnv,
      api_key_header: key.header,
      api_key_format: `${key.prefix}{token}`,
    }),
  };
}

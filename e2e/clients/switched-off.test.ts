/** What a real client shows as switched off is imported switched off, and nothing else is. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { startHub } from '../harness/hub.ts';
import { installClient } from './install-client.ts';
import { realClients } from './real-clients.ts';
import { runClient } from './run-client.ts';

interface Case {
  client: string;
  /** Files below the home folder; `<project>` is the folder `shop` in it, written out. */
  files: Readonly<Record<string, object>>;
  /** What its list says of a server that is off, or that it leaves out. */
  off: RegExp;
  names: readonly string[];
}

/** They do not start, which is all the same to a list; equal ones would be one. */
const servers = (...names: string[]) =>
  Object.fromEntries(
    names.map((name) => [name, { command: 'loom-no-such-program', args: [name] }]),
  );

const cases: readonly Case[] = [
  {
    client: 'claude-code',
    files: {
      '.claude.json': {
        projects: {
          '<project>': {
            hasTrustDialogAccepted: true,
            enabledMcpjsonServers: ['on', 'toggled'],
            disabledMcpjsonServers: ['refused'],
            disabledMcpServers: ['toggled'],
          },
        },
      },
      'shop/.mcp.json': { mcpServers: servers('on', 'toggled', 'refused', 'personal') },
      'shop/.claude/settings.local.json': { disabledMcpjsonServers: ['personal'] },
    },
    off: /^toggled: .*Disabled/m,
    names: ['on', 'toggled', 'refused', 'personal'],
  },
  {
    client: 'gemini-cli',
    files: {
      '.gemini/settings.json': {
        security: { folderTrust: { enabled: false } },
        mcp: { allowed: ['ON', 'banned', 'project'], excluded: ['Banned'] },
      },
      'shop/.gemini/settings.json': {
        mcpServers: servers('on', 'banned', 'unnamed', 'project'),
        mcp: { excluded: ['project'] },
      },
    },
    off: /banned: .*Blocked/,
    names: ['on', 'banned', 'unnamed', 'project'],
  },
];

for (const { client: id, files, off, names } of cases) {
  test(`${id}: what it has switched off is imported switched off`, {
    timeout: 4 * 60_000,
  }, async (context) => {
    const client = realClients.find((known) => known.id === id);
    if (!client) throw new Error(`${id} is not among the clients`);
    const installed = await installClient(client);
    if (!installed.ok) {
      console.warn(`SKIPPED: ${id} cannot be tried here. ${installed.reason}`);
      return context.skip(installed.reason);
    }
    await using program = installed;
    await using hub = await startHub();
    const project = join(hub.home, 'shop');
    for (const [name, content] of Object.entries(files)) {
      const path = join(hub.home, name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, JSON.stringify(content).replace('<project>', project));
    }
    const { text } = await runClient(program.command, client.list, {
      home: hub.home,
      cwd: project,
    });
    expect(text).toMatch(off);
    const request = { targets: [`${id}:project`], project };
    const { candidates } = await hub.api.clients.findServers(request);
    const imported = candidates.filter(({ entry }) => entry.enabled !== false);
    expect(candidates.flatMap((candidate) => candidate.names)).toEqual(names);
    expect(
      imported.flatMap((candidate) => candidate.names),
      text,
    ).toEqual(names.filter((name) => isShownOn(name, text)));
  });
}

/** Listed, and neither disabled nor blocked. */
function isShownOn(name: string, text: string): boolean {
  const line = text.split('\n').find((one) => new RegExp(`(^|\\s)${name}: `).test(one));
  return line !== undefined && !/Disabled|Blocked/.test(line);
}

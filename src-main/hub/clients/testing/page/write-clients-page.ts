/** docs/clients.md */
import { realClients } from '../../../../../e2e/clients/real-clients.ts';
import type { Client, Sureness } from '../../client.ts';
import { clients } from '../../index.ts';
import { clientFixtures } from '../client-fixtures.ts';
import { clientSections } from './client-sections.ts';
import { code, table } from './markdown.ts';
import type { Pitfall } from './pitfall.ts';
import { pitfallGroups } from './pitfalls.ts';

const introduction = `# Clients

Every MCP client that Loom knows: where its files are, how they are written, and how well that is known.
This page is written from the registry in \`src-main/hub/clients/index.ts\` by
\`node scripts/clients-page.js\`; a test fails where the two differ.

Into every file goes one entry, \`loom\`, that starts \`loom proxy\` by its absolute path. It holds no secret.
Text is inserted, nothing else is touched, and every write can be undone byte for byte.`;

export function writeClientsPage(): string {
  const sections = [
    introduction,
    '## What is verified',
    verifiedBy,
    table(['client', 'id', 'sample files', 'real client', 'known from'], clients.map(verified)),
    '## Traps',
    traps,
    ...pitfallSections(),
    '## Client by client',
    clientByClient,
    ...clientSections(),
  ];
  return `${sections.join('\n\n')}\n`;
}

const verifiedBy = `- **Sample files**: files in the client's format, with what is to be found in them; tests read them, write
  Loom's entry into them and take it out again, byte for byte. Every client's entry is written into the
  samples of all others too, whether it has some of its own or not.
- **Real client**: \`e2e/clients/real-clients.test.ts\` installs this version, syncs it with Loom and asks it
  what it sees; where it cannot be installed, it is skipped and the reason said.
- **Known from**: where its paths and formats come from. Without samples and a real run, that is all.`;

const traps = `What makes config files of clients break, and the test or the reason that keeps Loom from it.`;

const clientByClient = `Paths may hold one \`*\`: each match is a target of its own. Variables that move a file (\`CODEX_HOME\`,
\`CLAUDE_CONFIG_DIR\` and the like) give a further target; any other file is named as \`<client>:<path>\`.`;

const origins: Readonly<Record<Sureness, string>> = {
  run: 'a run of the client on Linux',
  documentation: "the vendor's documentation",
  source: "the client's source code",
  'second-hand': 'second-hand sources',
  weak: 'one weak source, or sources that disagree',
};

function verified({ id, label, sure }: Client): string[] {
  const samples = clientFixtures().filter(({ client }) => client === id);
  const run = realClients.find((real) => real.id === id);
  return [
    label,
    code(id),
    samples.length > 0 ? String(samples.length) : '–',
    run ? `${run.version}, ${run.connected ? 'connects' : 'lists it'}` : '–',
    origins[sure],
  ];
}

/** Numbered through all groups. */
function pitfallSections(): string[] {
  let number = 0;
  return pitfallGroups.flatMap(({ title, pitfalls }) => [
    `### ${title}`,
    table(
      ['', 'trap', 'what holds it off'],
      pitfalls.map((pitfall) => {
        number += 1;
        return pitfallRow(number, pitfall);
      }),
    ),
  ]);
}

function pitfallRow(number: number, { trap, tests = [], reason }: Pitfall): string[] {
  const places = tests.map(({ file, title }) => `“${title}” (${code(file)})`);
  return [String(number), trap, [...places, ...(reason ? [reason] : [])].join('<br>')];
}

/** Lists in pages, some of them with the empty text for a cursor, and what the hub refuses itself. */
import { describe, expect, test } from 'vitest';
import { startHub } from '../../harness/hub.ts';
import { connectModernServer } from '../../harness/modern-lines.ts';
import { connectServer } from '../../harness/raw-client.ts';
import { serverEntry } from '../../harness/servers.ts';
import { namesIn } from './compare.ts';
import { lists } from './conversation.ts';
import { lineOf } from './converse.ts';
import { at, type Exact, readExact } from './exact-json.ts';
import { loweredItem } from './lowered.ts';
import { modernSpeaker, type Speaker, speaker, ways } from './speakers.ts';

const pagings = [
  {
    server: 'a legacy server',
    entry: serverEntry('paginated'),
    direct: async () => speaker('legacy', await connectServer('paginated'), ''),
  },
  {
    server: 'a modern server',
    entry: serverEntry('modern', ['--page-size', '1', '--odd']),
    direct: () =>
      modernSpeaker(connectModernServer('modern', { args: ['--page-size', '1', '--odd'] })),
  },
];

describe.each(pagings)('the pages of $server', ({ entry, direct }) => {
  test.each(ways)('are one list for a $era client through $via', async ({ connect }) => {
    await using hub = await startHub({ config: { naming: 'bare' }, servers: { only: entry } });
    await using own = await direct();
    await using through = await connect(hub);
    for (const [method, key] of Object.entries(lists)) {
      const { pages, items } = await walk(own, method, key);
      expect(pages, method).toBeGreaterThan(1);
      const isLowered = through.era === 'legacy' && own.era === 'modern';
      const expected = isLowered ? items.map(loweredItem) : items;
      const relayed = await walk(through, method, key);
      expect(relayed.pages, method).toBe(1);
      expect(textsOf(relayed.items), method).toEqual(textsOf(expected));
      const cursor = readExact(await ask(through, method, '"cursor":""'));
      expect(at(cursor, 'error', 'code')?.text).toBe('-32602');
    }
  });
});

const refused = [
  ['a tool that nobody has', 'tools/call', '"name":"nobody","arguments":{}', '-32602'],
  ['a prompt that nobody has', 'prompts/get', '"name":"nobody"', '-32602'],
  ['a method that nobody has', 'no/such', '', '-32601'],
] as const;

test.each(ways)('a $era client through $via is refused by the same codes', async (way) => {
  const server = way.era === 'legacy' ? 'twin' : 'modern';
  await using hub = await startHub({ servers: { only: serverEntry(server) } });
  await using through = await way.connect(hub);
  for (const [title, method, params, code] of refused) {
    const answer = readExact(await ask(through, method, params));
    expect(namesIn(answer), title).toEqual(['jsonrpc', 'id', 'error']);
    expect(at(answer, 'error', 'code')?.text, title).toBe(code);
  }
});

async function walk(client: Speaker, method: string, key: string) {
  const items: Exact[] = [];
  let cursor: string | undefined;
  for (let pages = 1; ; pages += 1) {
    const params = cursor === undefined ? '' : `"cursor":${cursor}`;
    const result = at(readExact(await ask(client, method, params)), 'result');
    items.push(...(at(result, key)?.items ?? []));
    cursor = at(result, 'nextCursor')?.text;
    if (cursor === undefined) return { pages, items };
  }
}

function textsOf(items: readonly Exact[]): string[] {
  return items.map(({ text }) => text);
}

let last = 0;

function ask(client: Speaker, method: string, params: string): Promise<string> {
  last += 1;
  return client.ask(lineOf(client, { title: method, method, params }, `${last}`));
}

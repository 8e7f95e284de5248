/**
 * The same conversation with a server directly and through Loom, compared message by message as raw
 * text: every carrier, both eras of clients, both eras of servers.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHub, type TestHub } from '../../harness/hub.ts';
import {
  expectEra,
  expectSameItems,
  expectSameLines,
  lastLine,
  met,
  namesIn,
  ownPrefix,
  withoutEnvelope,
  withoutIds,
} from './compare.ts';
import { conversation, lists, requests } from './conversation.ts';
import { modernMembers, outcomeOf, type Said, say } from './converse.ts';
import { tolerances } from './deviations.ts';
import { at, readExact, without } from './exact-json.ts';
import { objects, unknownMembers } from './generated.ts';
import { loweredAnswer, loweredItem } from './lowered.ts';
import {
  capabilities,
  clientInfo,
  type RunningUpstream,
  type Speaker,
  upstreams,
  ways,
} from './speakers.ts';

/** The same in every run, so that a failure can be seen again. */
const runs = { seed: 20_260_728, numRuns: 50 };

describe.each(upstreams)('$name', (upstream) => {
  let running: RunningUpstream;
  let hub: TestHub;
  let direct: Speaker;
  beforeAll(async () => {
    running = await upstream.start();
    hub = await startHub({ config: { naming: 'bare' }, servers: { only: running.entry } });
    direct = await running.direct();
  });
  afterAll(async () => {
    await direct[Symbol.asyncDispose]();
    await hub[Symbol.asyncDispose]();
    await running[Symbol.asyncDispose]();
  });

  describe.each(ways)('and a $era client through $via', (way) => {
    const isSameEra = way.era === upstream.era;
    const isLowered = way.era === 'legacy' && upstream.era === 'modern';
    let through: Speaker;
    beforeAll(async () => {
      through = await connected(way.connect(hub));
    });
    afterAll(() => through[Symbol.asyncDispose]());

    test.each(conversation)('say the same: $title', async (said) => {
      const id = `${conversation.indexOf(said)}`;
      const own = await say(direct, said, id);
      const relayed = await say(through, said, id);
      if (isSameEra) expectSameLines(relayed, own, said);
      const expected = outcomeOf(said, own);
      if (isLowered && !said.quotes) expected.answer = loweredAnswer(expected.answer);
      expect(outcomeOf(said, relayed)).toEqual(expected);
      expectEra(way.era, said, relayed);
    });

    test('see the same items in every list', async () => {
      for (const [method, key] of Object.entries(lists)) {
        const said = { title: method, method };
        const relayed = lastLine(await say(through, said, method));
        const own = lastLine(await say(direct, said, method));
        expectSameItems([relayed, own], method, isLowered ? loweredItem : (item) => item);
        const names = namesIn(at(readExact(relayed), 'result'));
        if (way.era === 'legacy') expect(names).toEqual([key]);
        else expect(names).toEqual(expect.arrayContaining([key, ...modernMembers]));
      }
    });

    test.each(requests)('hear and are heard the same: $title', async (said) => {
      await expectHeard(said);
    });

    test('hear and are heard the same, whatever is said', async () => {
      const texts = fc.tuple(objects, unknownMembers, unknownMembers);
      const property = fc.asyncProperty(texts, async ([args, meta, more]) => {
        const params = `"name":"request_text",${more},"arguments":${args}`;
        await expectHeard({ title: args, method: 'tools/call', params, meta });
        await expectRepeated(through, `{"content":[],${more}}`, `{"level":"error",${meta}}`);
      });
      await fc.assert(property, runs);
    });

    /** What the server saw is what the client said, but for what the eras set apart. */
    async function expectHeard(said: Said): Promise<void> {
      const turns = await say(through, said, 'heard');
      const sent = turns[0]?.sent ?? '';
      const seen: string = JSON.parse(lastLine(turns)).result.content[0].text;
      if (isSameEra) expect(withoutIds(seen), said.title).toBe(withoutIds(sent));
      expect(withoutEnvelope(seen), said.title).toBe(withoutEnvelope(sent));
      if (seen !== sent) met.add('upstreamIds');
      expectEnvelope(seen);
    }

    /** The envelope that a server sees tells of the client, though the client never sent one. */
    function expectEnvelope(seen: string): void {
      const meta = JSON.parse(at(readExact(seen), 'params', '_meta')?.text ?? '{}');
      if (upstream.era === 'modern') {
        expect(meta).toMatchObject({
          [`${ownPrefix}protocolVersion`]: '2026-07-28',
          [`${ownPrefix}clientInfo`]: clientInfo,
          [`${ownPrefix}clientCapabilities`]: capabilities,
          [`${ownPrefix}logLevel`]: 'debug',
        });
      } else {
        expect(Object.keys(meta).filter((key) => key.startsWith(ownPrefix))).toEqual([]);
      }
    }
  });

  /** The server sends these texts, and they come as they are. */
  async function expectRepeated(speaker: Speaker, text: string, log: string): Promise<void> {
    const params = `"name":"answer","arguments":${JSON.stringify({ text, log })}`;
    const turns = await say(speaker, { title: text, method: 'tools/call', params }, 'answer');
    const [first, last = 'null'] = turns.flatMap(({ received }) => received);
    expect(first).toBe(`{"jsonrpc":"2.0","method":"notifications/message","params":${log}}`);
    const result = at(readExact(last), 'result');
    expect(result && without(result, ['resultType']).text).toBe(readExact(text).text);
    expect(last).toContain(text.slice(1, -1));
  }
});

test('each deviation is needed', () => {
  expect([...met].sort()).toEqual(Object.keys(tolerances).sort());
});

/** The hub has learned what its server offers, and has nothing more to say of that. */
async function connected(connecting: Promise<Speaker>): Promise<Speaker> {
  const speaker = await connecting;
  for (const method of Object.keys(lists)) await say(speaker, { title: 'learn', method }, method);
  return speaker;
}

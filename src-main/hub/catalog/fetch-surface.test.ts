import { describe, expect, test } from 'vitest';
import { LoomError } from '../../../src-shared/errors.ts';
import { Peer } from '../mcp/peer.ts';
import { fetchSurface } from './fetch-surface.ts';
import type { ListKind } from './surface.ts';

interface Asked {
  method: string;
  cursor: unknown;
}

/** A peer whose server answers each list request with what `answer` says. */
function peerTo(answer: (asked: Asked) => string): { peer: Peer; asked: Asked[] } {
  const asked: Asked[] = [];
  const peer = new Peer({ request() {}, notification() {}, warning() {} });
  peer.attach({
    pid: undefined,
    established: () => Promise.resolve(),
    close: () => Promise.resolve(),
    send({ pieces }) {
      const { id, method, params } = JSON.parse(Buffer.concat(pieces).toString());
      asked.push({ method, cursor: params?.cursor });
      const outcome = answer({ method, cursor: params?.cursor });
      const text = `{"jsonrpc":"2.0","id":${id},${outcome}}`;
      queueMicrotask(() => peer.receive(Buffer.from(text)));
    },
  });
  return { peer, asked };
}

const fetchFrom = (peer: Peer, capabilities: object, kinds?: ListKind[]) =>
  fetchSurface(
    'srv',
    peer,
    {
      era: 'legacy' as const,
      raw: Buffer.from('{}'),
      protocolVersion: '2025-11-25',
      capabilities: capabilities as Record<string, unknown>,
      instructions: undefined,
    },
    kinds,
  );

const texts = (items: { text: Uint8Array }[]) =>
  items.map(({ text }) => Buffer.from(text).toString());

describe('fetching a surface', () => {
  test('asks for every page, an empty cursor included, and keeps every item as it stood', async () => {
    const pages: Record<string, string> = {
      none: '"result":{"tools":[{ "name":"a","n":1.0 }],"nextCursor":""}',
      '': '"result":{"tools":[],"nextCursor":"é\\u0022"}',
      'é"': '"result":{"nextCursor":null,"tools":[{"name":"b"},{"x":1e400,"name":"c"}]}',
    };
    const { peer, asked } = peerTo(({ cursor }) => pages[String(cursor ?? 'none')] ?? '');
    const { lists } = await fetchFrom(peer, { tools: {} });
    expect(texts(lists.tools)).toEqual([
      '{ "name":"a","n":1.0 }',
      '{"name":"b"}',
      '{"x":1e400,"name":"c"}',
    ]);
    expect(asked.map(({ cursor }) => cursor)).toEqual([undefined, '', 'é"']);
  });

  test('asks only for what the server announced', async () => {
    const { peer, asked } = peerTo(({ method }) =>
      method === 'resources/templates/list'
        ? '"error":{"code":-32601,"message":"Method not found"}'
        : '"result":{"resources":[]}',
    );
    const { lists } = await fetchFrom(peer, { resources: {} });
    expect(asked.map(({ method }) => method).sort()).toEqual([
      'resources/list',
      'resources/templates/list',
    ]);
    expect(lists).toEqual({ tools: [], prompts: [], resources: [], resourceTemplates: [] });
  });

  test('leaves out what has no name, since nobody could call it', async () => {
    const { peer } = peerTo(
      () =>
        '"result":{"tools":[{"name":"a"},{"title":"b"},7,null,{"name":5},{"name":"x","name":"y"}]}',
    );
    const { lists } = await fetchFrom(peer, { tools: {} });
    expect(lists.tools.map(({ key }) => key)).toEqual(['a']);
  });

  test('fails rather than to show less than there is', async () => {
    const failing: [string, RegExp][] = [
      ['"result":{"tools":[],"nextCursor":"again"}', /repeats a page of tools\/list/],
      ['"result":{}', /has no "tools"/],
      ['"result":{"tools":{}}', /not a list/],
    ];
    for (const [answer, message] of failing) {
      const { peer } = peerTo(() => answer);
      await expect(fetchFrom(peer, { tools: {} })).rejects.toThrow(message);
    }
    let page = 0;
    const { peer } = peerTo(() => `"result":{"tools":[],"nextCursor":"${page++}"}`);
    await expect(fetchFrom(peer, { tools: {} })).rejects.toThrow(/over 1000 pages/);
    const refusing = peerTo(({ cursor }) =>
      cursor === undefined
        ? '"result":{"tools":[],"nextCursor":"2"}'
        : '"error":{"code":-32601,"message":"no second page"}',
    );
    await expect(fetchFrom(refusing.peer, { tools: {} })).rejects.toThrow('no second page');
  });

  test('fails when the connection ends', async () => {
    const peer = new Peer({ request() {}, notification() {}, warning() {} });
    const fetched = fetchFrom(peer, { tools: {} });
    peer.failAll(new LoomError('server-crashed', 'gone'));
    await expect(fetched).rejects.toThrow('gone');
  });
});

import { describe, expect, test } from 'vitest';
import type { Era } from '../../../src-shared/domain/era.ts';
import { LoomError } from '../../../src-shared/errors.ts';
import { Peer } from '../mcp/peer.ts';
import type { ServerAnswer } from '../upstreams/server-answer.ts';
import { fetchSurface, type ListedServer } from './fetch-surface.ts';

interface Asked {
  method: string;
  cursor: unknown;
  meta?: unknown;
}

/** A peer whose server answers each list request with what `answer` says. */
function peerTo(answer: (asked: Asked) => string) {
  const asked: Asked[] = [];
  const warnings: string[] = [];
  const warning = (text: string) => void warnings.push(text);
  const peer = new Peer({ request() {}, notification() {}, warning });
  peer.attach({
    pid: undefined,
    established: () => Promise.resolve(),
    close: () => Promise.resolve(),
    send({ pieces }) {
      const { id, method, params } = JSON.parse(Buffer.concat(pieces).toString());
      asked.push({ method, cursor: params?.cursor, meta: params?._meta });
      const outcome = answer({ method, cursor: params?.cursor });
      const text = `{"jsonrpc":"2.0","id":${id},${outcome}}`;
      queueMicrotask(() => peer.receive(Buffer.from(text)));
    },
  });
  return { peer, asked, warnings };
}

const fetchFrom = (peer: Peer, capabilities: object, more: Partial<ListedServer> = {}) =>
  fetchSurface({
    serverId: 'srv',
    peer,
    answer: answerOf('legacy', capabilities),
    transport: 'stdio',
    ...more,
  });

const answerOf = (era: Era, capabilities: object): ServerAnswer => ({
  era,
  raw: Buffer.from('{}'),
  protocolVersion: era === 'legacy' ? '2025-11-25' : '2026-07-28',
  capabilities: capabilities as Record<string, unknown>,
  instructions: undefined,
});

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

  test('keeps what a modern server says of caching: for every page, the least and most private', async () => {
    const pages: Record<string, string> = {
      'tools/list': '"tools":[],"ttlMs":500,"cacheScope":"public","nextCursor":"2"',
      'tools/list 2': '"tools":[],"ttlMs":300.5,"cacheScope":"private"',
      'prompts/list': '"prompts":[],"ttlMs":0,"cacheScope":"public"',
      'resources/list': '"resources":[],"ttlMs":100,"cacheScope":"public","nextCursor":"2"',
      'resources/list 2': '"resources":[]',
      'resources/templates/list': '"resourceTemplates":[],"ttlMs":-1,"cacheScope":"public"',
    };
    const all = { tools: {}, prompts: {}, resources: {} };
    const server = () =>
      peerTo(({ method, cursor }) => {
        const page = cursor === undefined ? method : `${method} ${cursor}`;
        return `"result":{"resultType":"complete",${pages[page]}}`;
      });
    const { caching } = await fetchFrom(server().peer, {}, { answer: answerOf('modern', all) });
    expect(caching).toEqual({
      tools: { ttlMs: 300.5, cacheScope: 'private' },
      prompts: { ttlMs: 0, cacheScope: 'public' },
    });
    expect((await fetchFrom(server().peer, all)).caching).toBeUndefined();
  });

  test('leaves out tools of a modern server over HTTP whose x-mcp-header is invalid, and says so', async () => {
    const tool = (name: string, mark: string) =>
      `{"name":"${name}","inputSchema":{"type":"object","properties":{"a":{"type":"string","x-mcp-header":"${mark}"}}}}`;
    const list = `"result":{"tools":[${tool('good', 'Region')},${tool('bad', 'a b')}]}`;
    const modern = answerOf('modern', { tools: {} });
    const { peer, warnings } = peerTo(() => list);
    const { lists } = await fetchFrom(peer, {}, { answer: modern, transport: 'http' });
    expect(texts(lists.tools)).toEqual([tool('good', 'Region')]);
    expect(warnings).toEqual([
      expect.stringMatching(/the tool "bad" .*x-mcp-header: .+; it is left/),
    ]);
    // Where nothing is mirrored, nothing is wrong with it.
    for (const more of [{ answer: modern }, { transport: 'http' as const }]) {
      const all = await fetchFrom(peerTo(() => list).peer, { tools: {} }, more);
      expect(all.lists.tools).toHaveLength(2);
    }
  });

  test('sends the envelope with every page that a modern server is asked for', async () => {
    const { peer, asked } = peerTo(({ cursor }) =>
      cursor === undefined ? '"result":{"tools":[],"nextCursor":"2"}' : '"result":{"tools":[]}',
    );
    peer.envelope = { v: 1 };
    await fetchFrom(peer, {}, { answer: answerOf('modern', { tools: {} }) });
    expect(asked).toEqual([
      { method: 'tools/list', cursor: undefined, meta: { v: 1 } },
      { method: 'tools/list', cursor: '2', meta: { v: 1 } },
    ]);
  });
});

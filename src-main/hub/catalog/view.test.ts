import { describe, expect, test } from 'vitest';
import { type Lists, specOf, surfaceOf } from './testing/surfaces.ts';
import { createView, type View, type ViewOptions } from './view.ts';

interface Given {
  lists?: Lists | undefined;
  spec?: object;
  answer?: object;
}

function viewOf(servers: Record<string, Given>, options: Partial<ViewOptions> = {}): View {
  return createView({
    servers: Object.entries(servers).map(([id, { lists, spec, answer }]) => ({
      id,
      spec: specOf(spec),
      surface: lists && surfaceOf(lists, answer),
    })),
    profile: undefined,
    naming: 'prefix',
    longestInstructions: 1000,
    ...options,
  });
}

const names = (view: View, kind: 'tools' | 'prompts' = 'tools') =>
  JSON.parse(Buffer.from(view.results[kind]).toString())[kind].map(
    ({ name }: { name: string }) => name,
  );

describe('a view', () => {
  test('merges lists in registry order and changes nothing but the name', () => {
    const tool = { 'x-first': 1, name: 'go', _meta: { n: [1] }, 'x-name': 'go' };
    const view = viewOf({
      b: { lists: { tools: [tool] } },
      a: { lists: { tools: [{ name: 'z' }] } },
    });
    expect(Buffer.from(view.results.tools).toString()).toBe(
      '{"tools":[{"x-first":1,"name":"b__go","_meta":{"n":[1]},"x-name":"go"},{"name":"a__z"}]}',
    );
  });

  test('finds exposed names, unambiguous bare names, and nothing else', () => {
    const lists = { tools: [{ name: 'same' }, { name: 'own' }] };
    const view = viewOf({ a: { lists }, b: { lists: { tools: [{ name: 'same' }] } } });
    expect(view.tool('a__own')).toEqual({ serverId: 'a', name: 'own' });
    expect(view.tool('own')).toEqual({ serverId: 'a', name: 'own' });
    expect(Buffer.from(view.toolText('own') ?? '').toString()).toBe('{"name":"a__own"}');
    expect(view.toolText('own')).toBe(view.toolText('a__own'));
    expect(view.tool('b__same')).toEqual({ serverId: 'b', name: 'same' });
    expect(view.tool('same')).toBeUndefined();
    expect(view.tool('b__own')).toBeUndefined();
    for (const name of ['__proto__', 'constructor', 'toString', '']) {
      expect(view.tool(name)).toBeUndefined();
    }
  });

  test('shows of its profile only the servers that are allowed', () => {
    const lists = { tools: [{ name: 'x' }], resources: [{ uri: 'x://1', name: 'x' }] };
    const servers = { a: { lists }, b: { lists }, c: {} };
    const view = viewOf(servers, { profile: { servers: ['b', 'c'] }, allowed: ['a', 'b'] });
    expect(names(view)).toEqual(['b__x']);
    expect([view.tool('a__x'), view.resource('x://1'), view.unknown]).toEqual([undefined, 'b', []]);
    expect(['a', 'b', 'c'].map((id) => view.serves(id))).toEqual([false, true, false]);
    expect(names(viewOf(servers, { allowed: [] }))).toEqual([]);
  });

  test('an exposed name wins over a bare one that looks the same', () => {
    const view = viewOf({
      a: { lists: { tools: [{ name: 'x' }] } },
      b: { lists: { tools: [{ name: 'a__x' }] } },
    });
    expect(view.tool('a__x')).toEqual({ serverId: 'a', name: 'x' });
    expect(view.tool('b__a__x')).toEqual({ serverId: 'b', name: 'a__x' });
  });

  test('applies the filters of servers to upstream names, those of profiles to exposed ones', () => {
    const lists = { tools: ['get_a', 'get_b', 'put_a', 'drop'].map((name) => ({ name })) };
    const spec = { tools: { deny: ['drop'] } };
    const profile = { servers: ['a'], tools: { allow: ['a__get_*', 'a__put*'], deny: ['*_b'] } };
    const view = viewOf({ a: { lists, spec }, b: { lists } }, { profile });
    expect(names(view)).toEqual(['a__get_a', 'a__put_a']);
    expect(view.tool('drop')).toBeUndefined();
    expect(view.tool('get_b')).toBeUndefined();
  });

  test('shows a renamed tool by its new name, and finds it by that one alone', () => {
    const lists = {
      tools: [{ name: 'get.it', x: 1 }, { name: 'other' }],
      prompts: [{ name: 'other' }],
    };
    const tools = { deny: ['nothing'], rename: { 'get.it': 'fetch', other: 'more', gone: 'here' } };
    const profile = { servers: '*' as const, tools: { allow: ['a__fetch'] } };
    const view = viewOf({ a: { lists, spec: { tools } } });
    expect(names(view)).toEqual(['a__fetch', 'a__more']);
    expect(names(view, 'prompts')).toEqual(['a__other']);
    expect(view.tool('a__fetch')).toEqual({ serverId: 'a', name: 'get.it' });
    expect(view.tool('fetch')).toEqual({ serverId: 'a', name: 'get.it' });
    expect(Buffer.from(view.toolText('fetch') ?? '').toString()).toBe('{"name":"a__fetch","x":1}');
    for (const name of ['a__get.it', 'a__get_it', 'get.it', 'a__here']) {
      expect(view.tool(name)).toBeUndefined();
    }
    expect(names(viewOf({ a: { lists, spec: { tools } } }, { profile }))).toEqual(['a__fetch']);
    const bare = viewOf({ a: { lists, spec: { tools } } }, { naming: 'bare' });
    expect(names(bare)).toEqual(['fetch', 'more']);
  });

  test('leaves disabled servers out and knows which servers were never seen', () => {
    const lists = { tools: [{ name: 'x' }] };
    const view = viewOf({ off: { lists, spec: { enabled: false } }, unseen: {}, on: { lists } });
    expect(names(view)).toEqual(['on__x']);
    expect(view.unknown).toEqual(['unseen']);
  });

  test('finds the owner of a resource: by list, template, scheme, or as the only one there', () => {
    const resources = { resources: { subscribe: true } };
    const view = viewOf({
      a: {
        lists: {
          resources: [{ uri: 'one://x' }, { uri: 'both://x' }],
          resourceTemplates: [{ uriTemplate: 'both://{id}' }],
        },
        answer: { capabilities: resources },
      },
      b: {
        lists: { resources: [{ uri: 'one://x' }, { uri: 'both://y' }, { uri: 'b://x' }] },
        answer: { capabilities: resources },
      },
    });
    expect(view.resource('one://x')).toBe('a');
    expect(view.resource('both://y')).toBe('b');
    expect(view.resource('both://anything')).toBe('a');
    expect(view.resource('both://any/thing')).toBeUndefined();
    expect(view.resource('B://unlisted')).toBe('b');
    expect(view.resource('nobody://x')).toBeUndefined();
    expect(view.template('both://{id}')).toBe('a');
    const alone = viewOf({
      a: { lists: {}, answer: { capabilities: resources } },
      b: { lists: {} },
    });
    expect(alone.resource('whatever://x')).toBe('a');
    expect(JSON.parse(Buffer.from(view.results.resources).toString()).resources).toHaveLength(4);
  });

  test('unions capabilities, and expects the usual of servers that were never seen', () => {
    const known = viewOf({
      a: { lists: {}, answer: { capabilities: { prompts: {}, 'x-unknown': {} } } },
      b: { lists: {}, answer: { capabilities: { resources: {}, tasks: {} } } },
    });
    expect(known.capabilities).toEqual({
      tools: { listChanged: true },
      prompts: { listChanged: true },
      resources: { listChanged: true },
      tasks: { list: {}, cancel: {}, requests: { tools: { call: {} } } },
    });
    expect(viewOf({ unseen: {} }).capabilities).toMatchObject({
      resources: { subscribe: true },
      logging: {},
      completions: {},
    });
  });

  test('lists the same items for both eras, in the modern one with how long they may be kept', () => {
    const lists = { tools: [{ name: 'z', n: 1 }, { name: 'a' }], prompts: [] };
    const answer = { capabilities: { tools: {} } };
    const view = viewOf({ a: { lists, answer } }, { serverInfo: { name: 'loom' } });
    expect(Buffer.from(view.modernResult('tools')).toString()).toBe(
      '{"resultType":"complete","tools":[{"name":"a__z","n":1},{"name":"a__a"}],' +
        '"ttlMs":0,"cacheScope":"private",' +
        '"_meta":{"io.modelcontextprotocol/serverInfo":{"name":"loom"}}}',
    );
    expect(view.modernResult('tools')).toBe(view.modernResult('tools'));
    expect(Buffer.from(viewOf({}).modernResult('prompts')).toString()).toBe(
      '{"resultType":"complete","prompts":[],"ttlMs":0,"cacheScope":"private"}',
    );
  });

  test('tells legacy clients of the tools of modern servers as they can read them', () => {
    const lists = { tools: [{ name: 'x', outputSchema: { type: 'null' } }], resources: [] };
    const answer = { protocolVersion: undefined, supportedVersions: ['2026-07-28'] };
    const view = viewOf({ old: { lists }, new: { lists, answer } });
    const shown = (list: Uint8Array) => JSON.parse(Buffer.from(list).toString()).tools;
    const own = [
      { name: 'old__x', outputSchema: { type: 'null' } },
      { name: 'new__x', outputSchema: { type: 'null' } },
    ];
    expect(shown(view.modernResult('tools'))).toEqual(own);
    expect(shown(view.lists.tools)).toEqual(own);
    expect(JSON.parse(String(Buffer.from(view.toolText('new__x') ?? '')))).toEqual(own[1]);
    const properties = { result: { type: 'null' } };
    const outputSchema = { type: 'object', properties, required: ['result'] };
    expect(shown(view.results.tools)).toEqual([own[0], { name: 'new__x', outputSchema }]);
    expect(view.results.resources).toBe(view.lists.resources);
    expect(viewOf({ old: { lists } }).results.tools).toEqual(
      viewOf({ old: { lists } }).lists.tools,
    );
  });

  test('knows which servers declare an extension', () => {
    const capabilities = { extensions: { 'x/y': {} } };
    const view = viewOf({
      a: { lists: {} },
      b: { lists: {}, answer: { capabilities } },
      off: { lists: {}, answer: { capabilities }, spec: { enabled: false } },
      unseen: {},
    });
    expect(view.declaring('x/y')).toEqual(['b']);
    expect(view.declaring('toString')).toEqual([]);
  });

  test('labels instructions by server and cuts them at the limit', () => {
    const servers = {
      a: { lists: {}, answer: { instructions: ' be kind ' } },
      b: { lists: {} },
      c: { lists: {}, answer: { instructions: 'be quick' } },
    };
    expect(viewOf(servers).instructions).toBe('# a\n\nbe kind\n\n# c\n\nbe quick');
    expect(viewOf(servers, { longestInstructions: 5 }).instructions).toMatch(
      /^# a\n\n\n\n\[cut by Loom: \d+ more characters\]$/,
    );
    expect(viewOf(servers, { longestInstructions: 0 }).instructions).toBeUndefined();
    expect(viewOf({ b: { lists: {} } }).instructions).toBeUndefined();
  });
});

import { expect, test } from 'vitest';
import { readFrame } from '../../../../src-shared/wire/frame.ts';
import { metaKeys } from '../../../../src-shared/wire/meta-keys.ts';
import { specOf, surfaceOf } from '../../catalog/testing/surfaces.ts';
import { createView, type View } from '../../catalog/view.ts';
import { readEnvelope } from '../../mcp/envelope.ts';
import type { Pieces } from '../../mcp/message.ts';
import { type ClientRequest, Session } from '../../sessions/session.ts';
import type { Instance } from '../../upstreams/instance.ts';
import { ListenRequests } from './listen-requests.ts';
import type { Follower } from './subscriptions.ts';

const acknowledged = 'notifications/subscriptions/acknowledged';
const tasks = 'io.modelcontextprotocol/tasks';
const idKey = 'io.modelcontextprotocol/subscriptionId';
const someInstance = {} as Instance;

/** Everything that one listen request was told. */
interface Told {
  messages: {
    id?: unknown;
    method?: string;
    params?: unknown;
    result?: unknown;
    error?: unknown;
  }[];
  texts: string[];
  dropped: boolean;
}

/** The hub's side of listening, with servers by hand. */
class Scene {
  readonly session = newSession();
  view = viewOf({ tools: [{ name: 'a' }], resources: [{ uri: 'r:1', name: '1' }] });
  /** What servers do about being followed; they agree unless said otherwise. */
  agree: (key: string) => Promise<boolean> = () => Promise.resolve(true);
  readonly followed: { serverId: string; key: string; follower: Follower }[] = [];
  readonly ended: Follower[] = [];
  settled = 0;
  onSettle = () => {};
  readonly #due: (() => void)[] = [];
  readonly requests: ListenRequests;

  constructor() {
    const following = {
      followAt: (serverId: string, key: string, follower: Follower) => {
        this.followed.push({ serverId, key, follower });
        return this.agree(key);
      },
      followerEnded: (follower: Follower) => this.ended.push(follower),
    };
    this.requests = new ListenRequests({
      waitMs: 5_000,
      serverInfo: { name: 'loom' },
      resources: following,
      tasks: { ...following, followerEnded: () => {} },
      view: () => this.view,
      settle: async () => {
        this.settled += 1;
        this.onSettle();
      },
      taskServer: (_session, taskId) => (taskId === 'known' ? 'srv' : undefined),
      clock: {
        now: () => 0,
        after: (_ms, run) => {
          this.#due.push(run);
          return () => {};
        },
      },
    });
  }

  listen(notifications: unknown, more: { id?: string; text?: string; extensions?: object } = {}) {
    const { request, told } = requestOf(this.session, notifications, more);
    this.requests.take(request);
    return told;
  }

  /** The time that servers have to agree is over. */
  timeIsOver(): void {
    for (const run of this.#due.splice(0)) run();
  }
}

function newSession(): Session {
  return new Session({ carrier: 'http', profile: 'default', send: () => {} });
}

function viewOf(lists: Parameters<typeof surfaceOf>[0]): View {
  return createView({
    servers: [{ id: 'srv', spec: specOf(), surface: surfaceOf(lists) }],
    profile: undefined,
    naming: 'bare',
    longestInstructions: 0,
  });
}

function requestOf(
  session: Session,
  notifications: unknown,
  { id = '1', extensions }: { id?: string; extensions?: object },
): { request: ClientRequest; told: Told } {
  const _meta = {
    [metaKeys.protocolVersion]: '2026-07-28',
    [metaKeys.clientCapabilities]: { extensions },
  };
  const params = JSON.stringify({ _meta, notifications });
  const text = `{"jsonrpc":"2.0","id":${id},"method":"subscriptions/listen","params":${params}}`;
  const reading = readFrame(Buffer.from(text));
  if (!reading.ok || reading.frame.kind !== 'request') throw new Error('no request');
  const { frame } = reading;
  const told: Told = { messages: [], texts: [], dropped: false };
  const hear = (message: Pieces) => {
    const heard = Buffer.concat([...message]).toString();
    told.texts.push(heard);
    told.messages.push(JSON.parse(heard));
  };
  const drop = () => {
    told.dropped = true;
  };
  const envelope = readEnvelope(frame);
  return { request: { frame, session, envelope, reply: hear, notify: hear, drop }, told };
}

const meta = (id: unknown) => ({ _meta: { [idKey]: id } });
/** Lets all that is ready go on. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

test('a listen is acknowledged at once with what it asks for, under its own id', () => {
  const scene = new Scene();
  const told = scene.listen(
    { toolsListChanged: true, promptsListChanged: false },
    { id: '"\\u0061"' },
  );
  const params = `{"_meta":{"${idKey}":"\\u0061"},"notifications":{"toolsListChanged":true}}`;
  expect(told.texts).toEqual([`{"jsonrpc":"2.0","method":"${acknowledged}","params":${params}}`]);
  expect(scene.session.calls.size).toBe(1);
});

test.each([
  ['none', undefined],
  ['a list', []],
  ['null', null],
  ['a flag that is none', { toolsListChanged: 'yes' }],
  ['a list that is none', { resourceSubscriptions: 'r:1' }],
  ['something else than URIs', { resourceSubscriptions: [1] }],
  [
    'more than a thousand URIs',
    { resourceSubscriptions: Array.from({ length: 1_001 }, (_, at) => `r:${at}`) },
  ],
  ['in a request of a megabyte', { toolsListChanged: true, padding: 'x'.repeat(1 << 20) }],
])('a filter that is malformed is refused: %s', (_what, notifications) => {
  const scene = new Scene();
  const told = scene.listen(notifications);
  expect(told.messages).toMatchObject([{ id: 1, error: { code: -32602 } }]);
  expect(scene.session.calls.size).toBe(0);
});

test('a client that follows too much already is refused another listen, and may end one', () => {
  const scene = new Scene();
  const uris = (listen: number) =>
    Array.from({ length: 1_000 }, (_each, at) => `r:${listen}/${at}`);
  for (let listen = 1; listen <= 5; listen++) {
    const id = String(listen);
    expect(scene.listen({ resourceSubscriptions: uris(listen) }, { id }).messages).toEqual([]);
  }
  const refused = scene.listen({ resourceSubscriptions: ['r:one'] }, { id: '6' });
  expect(refused.messages).toMatchObject([{ id: 6, error: { data: { loom: 'server-busy' } } }]);
  scene.session.calls.get('1')?.cancel();
  expect(scene.listen({ resourceSubscriptions: ['r:one'] }, { id: '7' }).messages).toEqual([]);
});

test('tasks are only for clients that declare them', async () => {
  const scene = new Scene();
  const refused = scene.listen({ taskIds: ['known'] });
  expect(refused.messages).toMatchObject([
    { error: { code: -32021, data: { requiredCapabilities: { extensions: { [tasks]: {} } } } } },
  ]);
  const told = scene.listen({ taskIds: ['known', 'strange'] }, { extensions: { [tasks]: {} } });
  await turn();
  expect(told.messages[0]?.params).toEqual({ ...meta(1), notifications: { taskIds: ['known'] } });
  expect(scene.followed).toMatchObject([{ serverId: 'srv', key: 'known' }]);
});

test('what no server tells of is not acknowledged', async () => {
  const scene = new Scene();
  scene.view = createView({
    servers: ['one', 'two'].map((id) => ({
      id,
      spec: specOf(),
      surface: surfaceOf({ resources: [{ uri: `${id}:x`, name: 'x' }] }),
    })),
    profile: undefined,
    naming: 'bare',
    longestInstructions: 0,
  });
  scene.agree = async (key) => key !== 'two:x';
  const told = scene.listen({ resourceSubscriptions: ['one:x', 'two:x', 'strange:x', 'one:x'] });
  await turn();
  expect(scene.followed.map(({ serverId, key }) => `${serverId} ${key}`)).toEqual([
    'one one:x',
    'two two:x',
  ]);
  expect(told.messages[0]?.params).toEqual({
    ...meta(1),
    notifications: { resourceSubscriptions: ['one:x'] },
  });
  const [{ follower } = { follower: undefined }] = scene.followed;
  expect(follower?.wants('one:x')).toBe(true);
  expect(follower?.wants('two:x')).toBe(false);
});

test('a listen that nothing would come of ends with its acknowledgement', async () => {
  const scene = new Scene();
  scene.agree = async () => false;
  const told = scene.listen({ resourceSubscriptions: ['r:1'] }, { id: '"x"' });
  await turn();
  expect(told.messages).toEqual([
    { jsonrpc: '2.0', method: acknowledged, params: { ...meta('x'), notifications: {} } },
    {
      jsonrpc: '2.0',
      id: 'x',
      result: {
        resultType: 'complete',
        _meta: { [idKey]: 'x', 'io.modelcontextprotocol/serverInfo': { name: 'loom' } },
      },
    },
  ]);
  expect(scene.session.calls.size).toBe(0);
  expect(scene.ended).toHaveLength(1);
});

test('servers that nobody has seen yet have their time before a URI counts as unknown', async () => {
  const scene = new Scene();
  scene.view = viewOf({});
  const { view } = scene;
  scene.view = { ...view, resource: () => undefined };
  scene.onSettle = () => {
    scene.view = view;
  };
  scene.listen({ resourceSubscriptions: ['r:2'] });
  await turn();
  expect(scene.settled).toBe(1);
});

test('a server that takes long is followed all the same, and nothing comes before the acknowledgement', async () => {
  const scene = new Scene();
  scene.agree = () => new Promise(() => {});
  const told = scene.listen({ toolsListChanged: true, resourceSubscriptions: ['r:1'] });
  await turn();
  const update = notification('{"jsonrpc":"2.0","method":"notifications/resources/updated"}');
  scene.followed[0]?.follower.updated(someInstance, update);
  scene.view = viewOf({ tools: [] });
  scene.requests.listsChanged();
  expect(told.messages).toEqual([]);
  scene.timeIsOver();
  await turn();
  expect(told.messages.map(({ method }) => method)).toEqual([acknowledged]);
  expect(told.messages[0]?.params).toMatchObject({
    notifications: { toolsListChanged: true, resourceSubscriptions: ['r:1'] },
  });
  // What had changed before counts as known.
  scene.requests.listsChanged();
  expect(told.messages).toHaveLength(1);
});

test('only lists that really changed are told of, each once', () => {
  const scene = new Scene();
  const told = scene.listen({ toolsListChanged: true, resourcesListChanged: true });
  scene.requests.listsChanged();
  scene.view = viewOf({ tools: [{ name: 'a' }], resources: [{ uri: 'r:1', name: '1' }] });
  scene.requests.listsChanged();
  expect(told.messages).toHaveLength(1);
  scene.view = viewOf({
    tools: [{ name: 'b' }],
    prompts: [{ name: 'not asked for' }],
    resourceTemplates: [{ uriTemplate: 'r:{x}', name: 'r' }],
  });
  scene.requests.listsChanged();
  scene.requests.listsChanged();
  const told2 = scene.listen({ toolsListChanged: true }, { id: '2' });
  scene.requests.listsChanged();
  expect(told.messages.slice(1)).toEqual([
    { jsonrpc: '2.0', method: 'notifications/tools/list_changed', params: meta(1) },
    { jsonrpc: '2.0', method: 'notifications/resources/list_changed', params: meta(1) },
  ]);
  expect(told2.messages).toHaveLength(1);
});

test('an update reaches the listen under its own id, everything else as it came', async () => {
  const scene = new Scene();
  const told = scene.listen({ resourceSubscriptions: ['r:1'] });
  await turn();
  const text = `{"jsonrpc":"2.0","method":"notifications/resources/updated","params":{"uri":"r:1","x":1e400,"_meta":{"${idKey}":77}}}`;
  scene.followed[0]?.follower.updated(someInstance, notification(text));
  expect(told.texts[1]).toBe(text.replace(':77', ':1'));
});

test('a cancelled listen hears nothing more, and gives up what it followed', async () => {
  const scene = new Scene();
  const told = scene.listen({ toolsListChanged: true, resourceSubscriptions: ['r:1'] });
  await turn();
  for (const call of scene.session.calls.values()) call.cancel();
  scene.view = viewOf({});
  scene.requests.listsChanged();
  scene.followed[0]?.follower.updated(someInstance, notification('{"jsonrpc":"2.0","method":"m"}'));
  scene.requests.stop();
  expect(told.messages).toHaveLength(1);
  expect(told.dropped).toBe(true);
  expect(scene.ended).toHaveLength(1);
  expect(scene.followed[0]?.follower.wants('r:1')).toBe(false);
  expect([scene.session.calls.size, scene.session.heldBytes]).toEqual([0, 0]);
});

test('the end of the hub ends every listen in order, and none begins any more', async () => {
  const scene = new Scene();
  scene.agree = () => new Promise(() => {});
  const open = scene.listen({ toolsListChanged: true });
  const beginning = scene.listen({ resourceSubscriptions: ['r:1'] }, { id: '2' });
  await turn();
  scene.requests.stop();
  const late = scene.listen({ toolsListChanged: true }, { id: '3' });
  expect(open.messages.at(-1)).toMatchObject({ id: 1, result: { resultType: 'complete' } });
  expect(beginning.messages.map(({ method, id }) => method ?? id)).toEqual([acknowledged, 2]);
  expect(late.messages).toMatchObject([{ id: 3, error: { code: -33012 } }]);
  expect(scene.session.calls.size).toBe(0);
});

test('two listens under one id are refused, and so are more than anybody needs', () => {
  const scene = new Scene();
  scene.listen({ toolsListChanged: true });
  const twin = scene.listen({ toolsListChanged: true });
  expect(twin.messages).toMatchObject([{ error: { code: -32600 } }]);
  for (let id = 2; id <= 100; id++) scene.listen({ toolsListChanged: true }, { id: String(id) });
  const more = scene.listen({ toolsListChanged: true }, { id: '101' });
  expect(more.messages).toMatchObject([{ error: { code: -33025 } }]);
  expect(scene.session.calls.size).toBe(100);
});

function notification(text: string) {
  const reading = readFrame(Buffer.from(text));
  if (!reading.ok || reading.frame.kind !== 'notification') throw new Error('no notification');
  return reading.frame;
}

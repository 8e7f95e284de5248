import { expect, onTestFinished, test } from 'vitest';
import { LoomError as Failure, type LoomError } from '../../../../src-shared/errors.ts';
import { type NotificationFrame, readFrame } from '../../../../src-shared/wire/frame.ts';
import { Peer } from '../../mcp/peer.ts';
import type { Link } from '../../upstreams/link.ts';
import type { ListenFilter } from './listen-filter.ts';
import { subscriptionIdOf } from './subscription-id.ts';
import { UpstreamListen } from './upstream-listen.ts';

const key = 'io.modelcontextprotocol/subscriptionId';
const cancelled = 'notifications/cancelled';

interface Sent {
  id?: number;
  method: string;
  params: { notifications?: ListenFilter; requestId?: number; _meta?: unknown };
}

/** A server by hand, under a clock by hand. */
class Scene {
  readonly sent: Sent[] = [];
  wanted: ListenFilter = { toolsListChanged: true };
  resumed = 0;
  now = 0;
  readonly peer: Peer;
  readonly listen: UpstreamListen;
  #timers: { at: number; run: () => void }[] = [];
  readonly handedOn: string[] = [];

  constructor() {
    this.peer = new Peer({
      request: () => {},
      warning: () => {},
      notification: (frame) => this.#take(frame),
    });
    const link: Pick<Link, 'send'> = {
      send: ({ pieces }) => this.sent.push(JSON.parse(Buffer.concat([...pieces]).toString())),
    };
    this.peer.attach(link as Link);
    this.listen = new UpstreamListen({
      peer: this.peer,
      wanted: () => this.wanted,
      envelope: () => ({ client: 'loom' }),
      resumed: () => {
        this.resumed += 1;
      },
      clock: {
        now: () => this.now,
        after: (ms, run) => {
          const timer = { at: this.now + ms, run };
          this.#timers.push(timer);
          return () => {
            this.#timers = this.#timers.filter((one) => one !== timer);
          };
        },
      },
    });
    onTestFinished(() => this.listen.close());
  }

  get last(): Sent {
    const last = this.sent.at(-1);
    if (!last) throw new Error('nothing was sent');
    return last;
  }

  /** The listens that were sent, by their ids. */
  get opened(): number[] {
    return this.sent.flatMap(({ id, method }) => (method === 'subscriptions/listen' && id) || []);
  }

  get cancelled(): (number | undefined)[] {
    return this.sent
      .filter(({ method }) => method === cancelled)
      .map((one) => one.params.requestId);
  }

  /** Lets all that is due in this tick happen. */
  async settle(): Promise<void> {
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  }

  async want(wanted: ListenFilter): Promise<void> {
    this.wanted = wanted;
    this.listen.changed();
    await this.settle();
  }

  async pass(ms: number): Promise<void> {
    this.now += ms;
    const due = this.#timers.filter(({ at }) => at <= this.now);
    this.#timers = this.#timers.filter(({ at }) => at > this.now);
    for (const { run } of due) run();
    await this.settle();
  }

  notify(id: number, method: string, params: object = {}): void {
    this.receive({ jsonrpc: '2.0', method, params: { ...params, _meta: { [key]: id } } });
  }

  acknowledge(id: number, notifications?: object): void {
    const filter = this.sent.find((one) => one.id === id)?.params.notifications;
    this.notify(id, 'notifications/subscriptions/acknowledged', {
      notifications: notifications ?? filter,
    });
  }

  refuse(id: number, code: number): void {
    this.receive({ jsonrpc: '2.0', id, error: { code, message: 'no' } });
  }

  end(id: number): void {
    this.receive({ jsonrpc: '2.0', id, result: { resultType: 'complete' } });
  }

  lose(id: number): void {
    const error: LoomError = new Failure('server-failed', 'the connection was lost');
    this.peer.fail(id, error);
  }

  receive(message: object): void {
    this.peer.receive(Buffer.from(JSON.stringify(message)));
  }

  #take(frame: NotificationFrame): void {
    const span = subscriptionIdOf(frame);
    const id = span && Number(Buffer.from(frame.bytes.subarray(span.start, span.end)).toString());
    if (this.listen.take(frame, id)) this.handedOn.push(`${frame.method} of ${id}`);
  }
}

/** Everything that is followed, as the filter of a listen. */
const following = (...uris: string[]): ListenFilter => ({
  toolsListChanged: true,
  resourceSubscriptions: uris,
});

test('one listen asks for all that is wanted, with an envelope and an id of its own', async () => {
  const scene = new Scene();
  scene.wanted = following('a');
  scene.listen.changed();
  scene.listen.changed();
  await scene.settle();
  expect(scene.sent).toEqual([
    {
      jsonrpc: '2.0',
      id: 1,
      method: 'subscriptions/listen',
      params: { _meta: { client: 'loom' }, notifications: following('a') },
    },
  ]);
});

test('nothing is opened where there is nothing to hear of', async () => {
  const scene = new Scene();
  await scene.want({});
  expect(scene.sent).toEqual([]);
});

test('an open listen is nothing that anybody waits for', async () => {
  const scene = new Scene();
  await scene.want({ toolsListChanged: true });
  expect(scene.peer.pendingCount).toBe(0);
});

test('a new listen is acknowledged before the old one ends', async () => {
  const scene = new Scene();
  await scene.want({ toolsListChanged: true });
  scene.acknowledge(1);
  await scene.want(following('a'));
  expect(scene.opened).toEqual([1, 2]);
  expect(scene.cancelled).toEqual([]);
  scene.notify(1, 'notifications/tools/list_changed');
  scene.acknowledge(2);
  expect(scene.cancelled).toEqual([1]);
  expect(scene.last.method).toBe(cancelled);
  scene.notify(1, 'notifications/tools/list_changed');
  scene.notify(2, 'notifications/tools/list_changed');
  expect(scene.handedOn).toEqual([
    'notifications/tools/list_changed of 1',
    'notifications/tools/list_changed of 2',
  ]);
  expect(scene.resumed).toBe(0);
});

test('changes while a listen is being opened wait for it, and are one', async () => {
  const scene = new Scene();
  await scene.want(following('a'));
  await scene.want(following('a', 'b'));
  await scene.want(following('b', 'c'));
  expect(scene.opened).toEqual([1]);
  scene.acknowledge(1);
  expect(scene.opened).toEqual([1, 2]);
  expect(scene.last.params.notifications).toEqual(following('b', 'c'));
});

test('what is not wanted any more is no longer asked for, in the end nothing at all', async () => {
  const scene = new Scene();
  await scene.want({ resourceSubscriptions: ['a', 'b'] });
  scene.acknowledge(1);
  await scene.want({ resourceSubscriptions: ['b'] });
  scene.acknowledge(2);
  await scene.want({});
  expect(scene.cancelled).toEqual([1, 2]);
  expect(scene.opened).toEqual([1, 2]);
});

test('whoever begins to follow hears whether the server agrees', async () => {
  const scene = new Scene();
  scene.wanted = following('a', 'b');
  const agreed = scene.listen.follow({ kind: 'resource', key: 'a' });
  const left = scene.listen.follow({ kind: 'resource', key: 'b' });
  await scene.settle();
  scene.acknowledge(1, following('a'));
  await agreed;
  await expect(left).rejects.toMatchObject({ code: -32602 });
  await scene.want(following('a'));
  expect(scene.opened).toEqual([1]);
});

test('a refusal concerns what is new, and what was heard of before is heard of still', async () => {
  const scene = new Scene();
  await scene.want(following('a'));
  scene.acknowledge(1);
  scene.wanted = following('a', 'bad');
  const refused = scene.listen.follow({ kind: 'resource', key: 'bad' });
  await scene.settle();
  scene.refuse(2, -32603);
  await expect(refused).rejects.toMatchObject({ code: -32603, message: 'no' });
  await scene.want(following('a'));
  await scene.pass(500);
  expect(scene.opened).toEqual([1, 2]);
  expect(scene.cancelled).toEqual([]);
  scene.notify(1, 'notifications/resources/updated', { uri: 'a' });
  expect(scene.handedOn).toHaveLength(1);
});

test('a server that says nothing for a moment keeps nobody waiting', async () => {
  const scene = new Scene();
  scene.wanted = following('a');
  const followed = scene.listen.follow({ kind: 'resource', key: 'a' });
  await scene.settle();
  await scene.pass(2_000);
  await followed;
  // It may skip the acknowledgement: what it tells is heard.
  scene.notify(1, 'notifications/resources/updated', { uri: 'a' });
  expect(scene.handedOn).toEqual(['notifications/resources/updated of 1']);
});

test.each([
  ['by a result', (scene: Scene, id: number) => scene.end(id)],
  ['by an error', (scene: Scene, id: number) => scene.refuse(id, -32603)],
  ['with its connection', (scene: Scene, id: number) => scene.lose(id)],
])(
  'a listen that ends %s is opened again, and changes since then are looked for',
  async (_how, end) => {
    const scene = new Scene();
    await scene.want(following('a'));
    scene.acknowledge(1);
    end(scene, 1);
    await scene.pass(499);
    expect(scene.opened).toEqual([1]);
    await scene.pass(1);
    expect(scene.opened).toEqual([1, 2]);
    expect(scene.last.params.notifications).toEqual(following('a'));
    expect(scene.resumed).toBe(0);
    scene.acknowledge(2);
    expect(scene.resumed).toBe(1);
  },
);

test('attempts come at growing intervals, up to a minute, until one lives for a while', async () => {
  const scene = new Scene();
  await scene.want({ toolsListChanged: true });
  const waits = [500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000];
  for (const [index, wait] of waits.entries()) {
    scene.acknowledge(index + 1);
    scene.lose(index + 1);
    await scene.pass(wait - 1);
    expect(scene.opened).toHaveLength(index + 1);
    await scene.pass(1);
    expect(scene.opened).toHaveLength(index + 2);
  }
  const last = waits.length + 1;
  scene.acknowledge(last);
  await scene.pass(60_000);
  scene.lose(last);
  await scene.pass(500);
  expect(scene.opened).toHaveLength(last + 1);
});

test('a server that refuses again and again is asked less and less', async () => {
  const scene = new Scene();
  await scene.want({ toolsListChanged: true });
  for (const [index, wait] of [500, 1_000, 2_000].entries()) {
    scene.refuse(index + 1, -32603);
    // Neither is it asked sooner because something else is wanted.
    await scene.want(following(String(index)));
    await scene.pass(wait - 1);
    expect(scene.opened).toHaveLength(index + 1);
    await scene.pass(1);
    expect(scene.opened).toHaveLength(index + 2);
  }
});

test.each([
  ['does not know the request', (scene: Scene) => scene.refuse(1, -32601)],
  [
    'agrees to nothing',
    (scene: Scene) => {
      scene.acknowledge(1, {});
      scene.end(1);
    },
  ],
  ['ends it before anything else', (scene: Scene) => scene.end(1)],
])('a server that %s is left alone until something else is wanted', async (_what, answer) => {
  const scene = new Scene();
  await scene.want({ toolsListChanged: true });
  answer(scene);
  await scene.pass(3_600_000);
  expect(scene.opened).toEqual([1]);
  await scene.want(following('a'));
  expect(scene.opened).toEqual([1, 2]);
});

test('a server that offers more than it was asked for is not asked again', async () => {
  const scene = new Scene();
  await scene.want({ toolsListChanged: true });
  scene.acknowledge(1, { toolsListChanged: true, promptsListChanged: true });
  await scene.settle();
  expect(scene.opened).toEqual([1]);
});

test('all of it ends with the instance', async () => {
  const scene = new Scene();
  scene.wanted = following('a');
  const followed = scene.listen.follow({ kind: 'resource', key: 'a' });
  await scene.settle();
  scene.lose(1);
  scene.listen.close();
  await followed;
  await scene.pass(3_600_000);
  expect(scene.opened).toEqual([1]);
});

test('a notification that names no listen is taken for the one that is open', async () => {
  const scene = new Scene();
  await scene.want({ toolsListChanged: true });
  const text = '{"jsonrpc":"2.0","method":"notifications/tools/list_changed"}';
  const reading = readFrame(Buffer.from(text));
  if (!reading.ok || reading.frame.kind !== 'notification') throw new Error('no notification');
  expect(scene.listen.take(reading.frame, undefined)).toBe(true);
  expect(scene.listen.take(reading.frame, 99)).toBe(false);
});

test('a refusal of one does not reach whoever asks for what is heard of already', async () => {
  const scene = new Scene();
  await scene.want(following('a'));
  scene.acknowledge(1);
  scene.wanted = following('a', 'bad');
  const known = scene.listen.follow({ kind: 'resource', key: 'a' });
  const refused = scene.listen.follow({ kind: 'resource', key: 'bad' });
  await scene.settle();
  await known;
  scene.refuse(2, -32602);
  await expect(refused).rejects.toThrow('no');
});

test('a server that could not be listened to at first is looked at when it can be', async () => {
  const scene = new Scene();
  await scene.want({ toolsListChanged: true });
  scene.refuse(1, -32603);
  await scene.pass(500);
  scene.acknowledge(2);
  expect(scene.resumed).toBe(1);
});

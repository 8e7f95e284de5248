import { expect, test } from 'vitest';
import type { Era } from '../../../../src-shared/domain/era.ts';
import { LoomError } from '../../../../src-shared/errors.ts';
import { readFrame } from '../../../../src-shared/wire/frame.ts';
import { ServerRefusal } from '../../mcp/peer.ts';
import { Session } from '../../sessions/session.ts';
import type { Instance } from '../../upstreams/instance.ts';
import { Following } from './following.ts';
import type { Topic } from './listen-filter.ts';
import type { Follower } from './subscriptions.ts';

/** Somebody who wants to hear of everything until it ends. */
class Listener implements Follower {
  readonly session = new Session({ carrier: 'socket', profile: 'default', send: () => {} });
  readonly era = 'modern';
  readonly heard: string[] = [];
  ended = false;

  wants(): boolean {
    return !this.ended;
  }

  updated(_instance: Instance, { method }: { method: string }): void {
    this.heard.push(method);
  }
}

/** Servers by hand: what they were asked, and what they answer. */
class Scene {
  readonly asked: string[] = [];
  readonly changed: Instance[] = [];
  answer: (what: string) => Promise<void> = async () => {};
  running: Instance | LoomError = this.instance('legacy');
  readonly following: Following;

  constructor(kind: Topic['kind'] = 'resource') {
    this.following = new Following(kind, {
      acquire: () => {
        if (this.running instanceof LoomError) throw this.running;
        return this.running;
      },
      listens: {
        follow: (_instance, topic) => this.#ask(`listen to ${topic.kind} ${topic.key}`),
        changed: (instance) => this.changed.push(instance),
      },
    });
  }

  instance(era: Era): Instance {
    const ask = (method: string, { uri }: { uri: string }) => this.#ask(`${method} ${uri}`);
    return {
      serverId: 'srv',
      era,
      holds: 0,
      isReady: true,
      peer: { ask },
    } as unknown as Instance;
  }

  #ask(what: string): Promise<void> {
    this.asked.push(what);
    return this.answer(what);
  }
}

const turn = () => new Promise((resolve) => setImmediate(resolve));
const refuse = async () => {
  throw new ServerRefusal(-32602, 'no');
};
const down = new LoomError('server-crashed', 'it is down');

test('a legacy server hears of the first follower and of the end of the last', async () => {
  const { following, asked, running } = new Scene();
  const instance = running as Instance;
  const [one, two] = [new Listener(), new Listener()];
  await following.follow(instance, 'a', one);
  await following.follow(instance, 'a', two);
  following.followerEnded(one);
  expect(asked).toEqual(['resources/subscribe a']);
  expect(instance.holds).toBe(1);
  following.followerEnded(two);
  expect(asked).toEqual(['resources/subscribe a', 'resources/unsubscribe a']);
  expect(instance.holds).toBe(0);
});

test('a modern server is listened to, and what it refuses is not followed', async () => {
  const scene = new Scene();
  const instance = scene.instance('modern');
  const listener = new Listener();
  await scene.following.follow(instance, 'a', listener);
  expect(scene.following.topics(instance)).toEqual([{ kind: 'resource', key: 'a' }]);
  scene.answer = refuse;
  await expect(scene.following.follow(instance, 'b', listener)).rejects.toThrow(ServerRefusal);
  expect(scene.following.topics(instance)).toEqual([{ kind: 'resource', key: 'a' }]);
  expect(instance.holds).toBe(1);
  expect(scene.changed).toEqual([instance]);
});

test.each(['legacy', 'modern'] as const)(
  'whoever ends while a %s server answers follows nothing',
  async (era) => {
    const scene = new Scene();
    const instance = scene.instance(era);
    const listener = new Listener();
    const answer = Promise.withResolvers<void>();
    scene.answer = () => answer.promise;
    const followed = scene.following.follow(instance, 'a', listener);
    listener.ended = true;
    scene.following.followerEnded(listener);
    answer.resolve();
    await followed;
    expect(scene.following.topics(instance)).toEqual([]);
    expect(instance.holds).toBe(0);
    if (era === 'legacy') expect(scene.asked.at(-1)).toBe('resources/unsubscribe a');
    else expect(scene.changed.length).toBeGreaterThan(0);
  },
);

test('what a server that ends was asked for is asked of its successor, whatever its era', async () => {
  const scene = new Scene();
  const listener = new Listener();
  const before = scene.running as Instance;
  await scene.following.follow(before, 'a', listener);
  scene.running = scene.instance('modern');
  scene.following.instanceEnded(before);
  await turn();
  expect(scene.asked).toEqual(['resources/subscribe a', 'listen to resource a']);
  expect(scene.following.topics(scene.running)).toHaveLength(1);
});

test('what cannot be followed now is followed when the server runs again, unless nobody wants it then', async () => {
  const scene = new Scene();
  const [stays, leaves] = [new Listener(), new Listener()];
  scene.running = down;
  expect(await scene.following.followAt('srv', 'a', stays)).toBe(true);
  expect(await scene.following.followAt('srv', 'b', leaves)).toBe(true);
  leaves.ended = true;
  scene.following.followerEnded(leaves);
  scene.running = scene.instance('legacy');
  scene.following.followAgain('srv');
  scene.following.followAgain('srv');
  await turn();
  expect(scene.asked).toEqual(['resources/subscribe a']);
});

test('a refusal is for good', async () => {
  const scene = new Scene();
  scene.answer = refuse;
  expect(await scene.following.followAt('srv', 'a', new Listener())).toBe(false);
  scene.following.followAgain('srv');
  await turn();
  expect(scene.asked).toHaveLength(1);
});

test('an update of a part concerns who follows the whole; a task is only itself', async () => {
  const reading = readFrame(Buffer.from('{"jsonrpc":"2.0","method":"m"}'));
  if (!reading.ok || reading.frame.kind !== 'notification') throw new Error('no notification');
  for (const kind of ['resource', 'task'] as const) {
    const scene = new Scene(kind);
    const instance = scene.instance('modern');
    const listener = new Listener();
    await scene.following.follow(instance, 'x:/a', listener);
    scene.following.updated(instance, 'x:/a/b', reading.frame);
    scene.following.updated(instance, 'x:/a', reading.frame);
    expect(listener.heard).toHaveLength(kind === 'resource' ? 2 : 1);
  }
});

test('what is over holds its instance no longer, and is not asked of a successor', async () => {
  const scene = new Scene('task');
  const instance = scene.instance('modern');
  scene.running = instance;
  const listener = new Listener();
  await scene.following.follow(instance, 't', listener);
  scene.following.over(instance, 't');
  expect(instance.holds).toBe(0);
  scene.following.instanceEnded(instance);
  await turn();
  expect(scene.asked).toEqual(['listen to task t']);
});

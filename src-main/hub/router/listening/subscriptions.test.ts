import { expect, test } from 'vitest';
import { Session } from '../../sessions/session.ts';
import type { Instance } from '../../upstreams/instance.ts';
import { type Follower, Subscriptions } from './subscriptions.ts';

const newFollower = (): Follower => ({
  session: new Session({ carrier: 'socket', profile: 'default', send: () => {} }),
  era: 'legacy',
  wants: () => true,
  updated: () => {},
});
/** All that subscriptions know of an instance. */
const newInstance = () => ({ holds: 0 }) as Instance;

test('an instance is held once by each follower of each resource', () => {
  const subscriptions = new Subscriptions();
  const instance = newInstance();
  const [one, two] = [newFollower(), newFollower()];
  subscriptions.add(instance, 'a', one);
  subscriptions.add(instance, 'a', one);
  subscriptions.add(instance, 'a', two);
  subscriptions.add(instance, 'b', one);
  expect(instance.holds).toBe(3);
  expect(subscriptions.followers(instance, 'a')).toEqual([one, two]);
  expect(subscriptions.remove(instance, 'a', one)).toBe(false);
  expect(subscriptions.remove(instance, 'a', two)).toBe(true);
  expect(subscriptions.remove(instance, 'a', two)).toBe(true);
  expect(instance.holds).toBe(1);
});

test('the end of a follower names what nobody else follows', () => {
  const subscriptions = new Subscriptions();
  const instance = newInstance();
  const [one, two] = [newFollower(), newFollower()];
  subscriptions.add(instance, 'shared', one);
  subscriptions.add(instance, 'shared', two);
  subscriptions.add(instance, 'own', one);
  expect(subscriptions.followerEnded(one)).toEqual([{ instance, key: 'own' }]);
  expect(subscriptions.followers(instance, 'shared')).toEqual([two]);
  expect(instance.holds).toBe(1);
});

test('the end of an instance names what its successor is to be asked for', () => {
  const subscriptions = new Subscriptions();
  const [instance, other] = [newInstance(), newInstance()];
  const follower = newFollower();
  subscriptions.add(instance, 'a', follower);
  subscriptions.add(other, 'b', follower);
  expect(subscriptions.instanceEnded(instance)).toEqual([{ key: 'a', followers: [follower] }]);
  expect([instance.holds, other.holds]).toEqual([0, 1]);
  expect(subscriptions.instanceEnded(instance)).toEqual([]);
});

test('what was lost is asked for again once, unless its follower does not want it any more', () => {
  const subscriptions = new Subscriptions();
  const [stays, leaves] = [newFollower(), newFollower()];
  subscriptions.lose('srv', 'a', stays);
  subscriptions.lose('srv', 'b', stays);
  subscriptions.lose('srv', 'a', leaves);
  subscriptions.lose('other', 'c', stays);
  subscriptions.followerEnded(leaves);
  subscriptions.forgetLost(stays, 'b');
  expect(subscriptions.takeLost('srv')).toMatchObject([{ key: 'a', follower: stays }]);
  expect(subscriptions.takeLost('srv')).toEqual([]);
  expect(subscriptions.takeLost('other')).toMatchObject([{ key: 'c' }]);
});

test('an update of a part concerns those who follow the whole, each once', () => {
  const subscriptions = new Subscriptions();
  const instance = newInstance();
  const [whole, both, other] = [newFollower(), newFollower(), newFollower()];
  subscriptions.add(instance, 'file:///a', whole);
  subscriptions.add(instance, 'file:///a', both);
  subscriptions.add(instance, 'file:///a/b', both);
  subscriptions.add(instance, 'file:///ab', other);
  expect(subscriptions.concerned(instance, 'file:///a/b')).toEqual([whole, both]);
  expect(subscriptions.concerned(instance, 'file:///a')).toEqual([whole, both]);
  expect(subscriptions.concerned(instance, 'file:///ab')).toEqual([other]);
  expect(subscriptions.concerned(instance, 'file:///')).toEqual([]);
});

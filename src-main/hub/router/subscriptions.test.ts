import { expect, test } from 'vitest';
import { Session } from '../sessions/session.ts';
import type { Instance } from '../upstreams/instance.ts';
import { Subscriptions } from './subscriptions.ts';

const newSession = () => new Session({ carrier: 'socket', profile: 'default', send: () => {} });
/** All that subscriptions know of an instance. */
const newInstance = () => ({ holds: 0 }) as Instance;

test('an instance is held once by each follower of each resource', () => {
  const subscriptions = new Subscriptions();
  const instance = newInstance();
  const [one, two] = [newSession(), newSession()];
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

test('the end of a session names what nobody else follows', () => {
  const subscriptions = new Subscriptions();
  const instance = newInstance();
  const [one, two] = [newSession(), newSession()];
  subscriptions.add(instance, 'shared', one);
  subscriptions.add(instance, 'shared', two);
  subscriptions.add(instance, 'own', one);
  expect(subscriptions.sessionEnded(one)).toEqual([{ instance, uri: 'own' }]);
  expect(subscriptions.followers(instance, 'shared')).toEqual([two]);
  expect(instance.holds).toBe(1);
});

test('the end of an instance names what its successor is to be asked for', () => {
  const subscriptions = new Subscriptions();
  const [instance, other] = [newInstance(), newInstance()];
  const session = newSession();
  subscriptions.add(instance, 'a', session);
  subscriptions.add(other, 'b', session);
  expect(subscriptions.instanceEnded(instance)).toEqual([{ uri: 'a', sessions: [session] }]);
  expect([instance.holds, other.holds]).toEqual([0, 1]);
  expect(subscriptions.instanceEnded(instance)).toEqual([]);
});

test('what was lost is asked for again once, unless its session does not want it any more', () => {
  const subscriptions = new Subscriptions();
  const [stays, leaves] = [newSession(), newSession()];
  subscriptions.lose('srv', 'a', stays);
  subscriptions.lose('srv', 'b', stays);
  subscriptions.lose('srv', 'a', leaves);
  subscriptions.lose('other', 'c', stays);
  subscriptions.sessionEnded(leaves);
  subscriptions.forgetLost(stays, 'b');
  expect(subscriptions.takeLost('srv')).toMatchObject([{ uri: 'a', session: stays }]);
  expect(subscriptions.takeLost('srv')).toEqual([]);
  expect(subscriptions.takeLost('other')).toMatchObject([{ uri: 'c' }]);
});

test('an update of a part concerns those who follow the whole, each once', () => {
  const subscriptions = new Subscriptions();
  const instance = newInstance();
  const [whole, both, other] = [newSession(), newSession(), newSession()];
  subscriptions.add(instance, 'file:///a', whole);
  subscriptions.add(instance, 'file:///a', both);
  subscriptions.add(instance, 'file:///a/b', both);
  subscriptions.add(instance, 'file:///ab', other);
  expect(subscriptions.concerned(instance, 'file:///a/b')).toEqual([whole, both]);
  expect(subscriptions.concerned(instance, 'file:///a')).toEqual([whole, both]);
  expect(subscriptions.concerned(instance, 'file:///ab')).toEqual([other]);
  expect(subscriptions.concerned(instance, 'file:///')).toEqual([]);
});

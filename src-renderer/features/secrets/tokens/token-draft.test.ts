import { expect, test } from 'vitest';
import { expiryOf } from './lifetimes.ts';
import { checkToken, emptyDraft, keyOf, type TokenDraft } from './token-draft.ts';

const words = {
  nameRule: 'rule',
  nameTaken: (name: string) => `${name} is taken`,
  noServers: 'none',
  keyRule: 'key rule',
};
const check = (changes: Partial<TokenDraft>) =>
  checkToken({ ...emptyDraft, ...changes }, ['laptop'], words);

test('a token needs no name; one that it gets has to be free and well-formed', () => {
  expect(check({})).toEqual({});
  expect(check({ name: "Ada's laptop" })).toEqual({ name: 'rule' });
  expect(check({ name: 'Bürorechner 2' })).toEqual({});
  expect(check({ name: ' laptop ' })).toEqual({ name: 'laptop is taken' });
});

test('limited to servers means at least one', () => {
  expect(check({ servers: [] })).toEqual({ servers: 'none' });
  expect(check({ servers: ['git'] })).toEqual({});
});

test('the secret that keeps it is called after it, unless somebody names it', () => {
  expect(keyOf({ ...emptyDraft, name: 'my laptop' })).toBe('LOOM_TOKEN_MY_LAPTOP');
  expect(keyOf(emptyDraft)).toBe('LOOM_TOKEN');
  expect(keyOf({ ...emptyDraft, key: ' OWN ' })).toBe('OWN');
  expect(check({ isKept: true, key: 'no name' })).toEqual({ key: 'key rule' });
  expect(check({ isKept: false, key: 'no name' })).toEqual({});
});

test('expires when its time is over, or never', () => {
  expect(expiryOf('day', 1000)).toBe(86_401_000);
  expect(expiryOf('never', 1000)).toBeUndefined();
});

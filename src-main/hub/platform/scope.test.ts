import { expect, test } from 'vitest';
import { Scope } from './scope.ts';

test('closes in reverse order, each once, however often it is closed', async () => {
  const scope = new Scope();
  const closed: string[] = [];
  expect(scope.add('first', (name) => closed.push(name))).toBe('first');
  scope.add('second', async (name) => {
    await Promise.resolve();
    closed.push(name);
  });
  await Promise.all([scope.close(), scope.close()]);
  await scope.close();
  expect(closed).toEqual(['second', 'first']);
});

test('a failing close does not skip the others, and every failure is reported', async () => {
  const scope = new Scope();
  const closed: string[] = [];
  const fail = (name: string) => {
    closed.push(name);
    throw new Error(`${name} is stuck`);
  };
  scope.add('a', fail);
  scope.add('b', (name) => closed.push(name));
  scope.add('c', async (name) => fail(name));
  const failure: unknown = await scope.close().catch((error: unknown) => error);
  expect(closed).toEqual(['c', 'b', 'a']);
  expect(failure).toBeInstanceOf(AggregateError);
  expect((failure as AggregateError).message).toBe('Closing failed: c is stuck; a is stuck');
  expect((failure as AggregateError).errors).toHaveLength(2);
});

test('what is opened too late is closed at once and refused', async () => {
  const scope = new Scope();
  const closed: string[] = [];
  await scope.close();
  expect(() => scope.add('late', (name) => closed.push(name))).toThrow('stopping');
  await scope.close();
  expect(closed).toEqual(['late']);
});

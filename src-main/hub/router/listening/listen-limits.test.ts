import { expect, test } from 'vitest';
import { Session } from '../../sessions/session.ts';
import { type Counted, whyTooMany } from './listen-limits.ts';

const mebibyte = 1024 * 1024;

function session(): Session {
  return new Session({ carrier: 'socket', profile: 'default', send() {} });
}

function listen(of: Session, followed = 0, bytes = 100): Counted {
  return { session: of, followed, bytes };
}

function many(count: number, make: () => Counted): Counted[] {
  return Array.from({ length: count }, make);
}

test('a client has so many listens, that follow so much, whose requests are so long', () => {
  const client = session();
  const fresh = listen(client);
  expect(
    whyTooMany(
      many(99, () => listen(client)),
      fresh,
    ),
  ).toBeUndefined();
  for (const open of [
    many(100, () => listen(client)),
    many(6, () => listen(client, 1_000)),
    many(4, () => listen(client, 0, mebibyte)),
  ]) {
    expect(whyTooMany(open, fresh)).toMatchObject({ code: 'server-busy' });
    expect(whyTooMany(open, listen(session()))).toBeUndefined();
  }
});

test('all clients together have no more than a server can be asked for', () => {
  for (const open of [
    many(1_000, () => listen(session())),
    many(21, () => listen(session(), 1_000)),
    many(32, () => listen(session(), 0, mebibyte)),
  ]) {
    expect(whyTooMany(open, listen(session()))).toMatchObject({ code: 'server-busy' });
    expect(whyTooMany(open.slice(2), listen(session()))).toBeUndefined();
  }
});

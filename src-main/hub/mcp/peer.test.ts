import { expect, test } from 'vitest';
import { Peer } from './peer.ts';

test('a message whose handling fails is a warning about its server, and nothing worse', () => {
  const warnings: string[] = [];
  const seen: string[] = [];
  const peer = new Peer({
    request() {
      throw new TypeError('nobody thought of this');
    },
    notification: ({ method }) => seen.push(method),
    warning: (text) => warnings.push(text),
  });
  peer.receive(Buffer.from('{"jsonrpc":"2.0","id":1,"method":"anything"}'));
  peer.receive(Buffer.from('{"jsonrpc":"2.0","method":"still/here"}'));
  expect(warnings).toEqual([expect.stringContaining('nobody thought of this')]);
  expect(seen).toEqual(['still/here']);
});

test('a batch of too many messages is refused whole', () => {
  const warnings: string[] = [];
  const ignore = () => {};
  const peer = new Peer({
    request: ignore,
    notification: ignore,
    warning: (text) => warnings.push(text),
  });
  peer.receive(Buffer.from(`[${'0,'.repeat(100_000)}0]`));
  expect(warnings).toEqual([expect.stringContaining('more than 1000 messages')]);
});

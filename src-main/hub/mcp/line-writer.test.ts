import { once } from 'node:events';
import { PassThrough, Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { createLineWriter } from './line-writer.ts';
import { byteLength } from './message.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

/** A stream that keeps what it is given, write by write. */
function createSink() {
  const writes: string[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      writes.push(String(chunk));
      done();
    },
    writev(chunks, done) {
      writes.push(chunks.map(({ chunk }) => String(chunk)).join('|'));
      done();
    },
  });
  return { stream, writes };
}

test('small messages of one tick leave in one write, each on a line of its own', async () => {
  const { stream, writes } = createSink();
  const writer = createLineWriter(stream, 1000);
  writer.write([bytes('{"a":'), bytes('1}')]);
  writer.write([bytes('{}')]);
  await new Promise(setImmediate);
  writer.write([bytes('later')]);
  await new Promise(setImmediate);
  expect(writes).toEqual(['{"a":1}\n{}\n', 'later\n']);
});

test('large messages leave in pieces, uncopied, in one system call', async () => {
  const { stream, writes } = createSink();
  const large = bytes('x'.repeat(70_000));
  createLineWriter(stream, 1_000_000).write([bytes('a'), large, bytes('z')]);
  await new Promise(setImmediate);
  expect(writes).toEqual([`a|${'x'.repeat(70_000)}|z|\n`]);
});

test('refuses what a reader that does not read would have to be kept for', async () => {
  const stream = new PassThrough({ highWaterMark: 1 });
  const writer = createLineWriter(stream, 100);
  expect(writer.write([bytes('x'.repeat(59))])).toBe(true);
  expect(writer.write([bytes('y'.repeat(40))])).toBe(false);
  await new Promise(setImmediate);
  expect(writer.write([bytes('y'.repeat(100))])).toBe(false);
  stream.resume();
  await once(stream, 'drain');
  expect(writer.write([bytes('y'.repeat(99))])).toBe(true);
});

test('writes nothing to a stream that is dead', async () => {
  const { stream, writes } = createSink();
  const writer = createLineWriter(stream, 100);
  writer.write([bytes('x')]);
  stream.destroy();
  await new Promise(setImmediate);
  expect(writer.write([bytes('y')])).toBe(true);
  await new Promise(setImmediate);
  expect(writes).toEqual([]);
});

test('byteLength counts all pieces', () => {
  expect(byteLength([bytes('ä'), bytes(''), bytes('b')])).toBe(3);
});

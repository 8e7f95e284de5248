import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSseParser } from './sse-parser.ts';

type Seen =
  | { event: string; data: string }
  | { id: string }
  | { retry: number }
  | { overflow: true }
  | { skipped: [string, string] };

function parse(chunks: readonly (string | Uint8Array)[], limit = 1_000): Seen[] {
  const seen: Seen[] = [];
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();
  const feed = createSseParser(limit, {
    event: (type, data) => seen.push({ event: type, data: text(data) }),
    id: (id) => seen.push({ id }),
    retry: (retry) => seen.push({ retry }),
    overflow: () => seen.push({ overflow: true }),
    skipped: (head, tail) => seen.push({ skipped: [text(head), text(tail)] }),
  });
  for (const chunk of chunks) feed(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  return seen;
}

describe('createSseParser', () => {
  test('reads events with their type, id and retry, and skips comments', () => {
    const seen = parse([': hi\nevent: endpoint\ndata: /x\n\nid: 7\nretry: 50\ndata:{"a":1}\n\n']);
    expect(seen).toEqual([
      { event: 'endpoint', data: '/x' },
      { id: '7' },
      { retry: 50 },
      { event: 'message', data: '{"a":1}' },
    ]);
  });

  test('tells the id of an event without data, which is no message', () => {
    expect(parse(['id: 1\ndata: \n\n', 'id\ndata\n\n'])).toEqual([{ id: '1' }, { id: '' }]);
  });

  test('joins data lines with a space, so that a message stays on one line', () => {
    expect(parse(['data: {\ndata: "a":1}\n\n'])).toEqual([{ event: 'message', data: '{ "a":1}' }]);
  });

  test('drops an event that the end of the stream cut off', () => {
    expect(parse(['data: 1\n\ndata: 2\n'])).toEqual([{ event: 'message', data: '1' }]);
  });

  test('ignores a byte order mark, unknown fields and unusable ids and waits', () => {
    const seen = parse(['\uFEFFdata: 1\n\nfoo: 2\nretry: soon\nid: a\u0000b\n\n']);
    expect(seen).toEqual([{ event: 'message', data: '1' }]);
  });

  test('hands an id back byte for byte', () => {
    const [seen] = parse(['id: ü€\n\n']) as [{ id: string }];
    expect(Buffer.from(seen.id, 'latin1').toString()).toBe('ü€');
  });

  test('reads the same whatever the line ends and wherever the chunks are cut', () => {
    const line = fc.constantFrom(
      'data: ü€😀 text',
      'data: {"a":',
      'data: "x"}',
      'id: 9',
      ':',
      '',
      '',
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(line, fc.constantFrom('\n', '\r\n', '\r'))),
        fc.array(fc.nat(40)),
        (lines, cuts) => {
          const plain = `${lines.map(([text]) => `${text}\n`).join('')}:\n`;
          const bytes = Buffer.from(`${lines.flat().join('')}:\n`);
          const chunks: Uint8Array[] = [];
          let from = 0;
          for (const cut of cuts) {
            chunks.push(bytes.subarray(from, from + cut));
            from += cut;
          }
          chunks.push(bytes.subarray(from));
          // A CR at a line's end and an LF of an empty line after it are one line end.
          const isAmbiguous = lines.some(
            ([, end], index) => end === '\r' && lines[index + 1]?.join('').startsWith('\n'),
          );
          fc.pre(!isAmbiguous);
          expect(parse(chunks)).toEqual(parse([plain]));
        },
      ),
    );
  });

  test('skips an event beyond the limit, tells its ends, and goes on', () => {
    const head = `{"id":5,"result":"${'x'.repeat(500)}`;
    const large = `id: 3\ndata: ${head}${'y'.repeat(4_000)}"}\n\n`;
    const chunks = [
      large.slice(0, 700),
      large.slice(700, 2_000),
      `${large.slice(2_000)}data: 1\n\n`,
    ];
    const seen = parse(chunks);
    expect(seen[0]).toEqual({ id: '3' });
    expect(seen[1]).toEqual({ overflow: true });
    const { skipped } = seen[2] as { skipped: [string, string] };
    expect(head.startsWith(skipped[0]) && skipped[0].length).toBe(256);
    expect(skipped[1]).toMatch(/^y+"\}$/);
    expect(seen.slice(3)).toEqual([{ event: 'message', data: '1' }]);
  });

  test('counts the lines of an event together', () => {
    const seen = parse([`data: ${'x'.repeat(600)}\ndata: ${'y'.repeat(600)}\n\ndata: 1\n\n`]);
    expect(seen.map((one) => Object.keys(one)[0])).toEqual(['overflow', 'skipped', 'event']);
  });

  test('accepts an event of exactly the limit', () => {
    expect(parse([`data: ${'x'.repeat(1_000)}\n\n`])).toHaveLength(1);
    expect(parse([`data: ${'x'.repeat(1_000)}\n\n`])[0]).toHaveProperty('data');
  });

  test('takes time in proportion to the bytes, for 60 MB in small chunks', () => {
    const chunk = Buffer.alloc(16 * 1024, 'z');
    const chunks = [Buffer.from('data: '), ...new Array(3_840).fill(chunk), Buffer.from('\n\n')];
    let bytes = 0;
    const feed = createSseParser(100e6, {
      event: (_type, data) => (bytes += data.length),
      id() {},
      retry() {},
      overflow() {},
      skipped() {},
    });
    // Tens of milliseconds; were it quadratic, it would be minutes, and the test's time would run out.
    for (const one of chunks) feed(one);
    expect(bytes).toBe(3_840 * 16 * 1024);
  });
});

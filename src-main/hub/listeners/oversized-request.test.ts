import { describe, expect, test } from 'vitest';
import { oversizedRequestId } from './oversized-request.ts';

/** The id told from the ends that a line splitter keeps. */
function idIn(line: string): string | undefined {
  const bytes = Buffer.from(line);
  return oversizedRequestId(bytes.subarray(0, 256), bytes.subarray(-128));
}

const params = `{"name":"x","arguments":{"text":"${'y'.repeat(1000)}","id":9}}`;

describe('the id of a request that is too long', () => {
  test.each([
    [`{"jsonrpc":"2.0","id":1,"method":"tools/call","params":${params}}`, '1'],
    [`{"jsonrpc":"2.0","method":"tools/call","id":"a b","params":${params}}`, '"a b"'],
    [`{"method":"tools/call","params":${params},"jsonrpc":"2.0","id":-7}`, '-7'],
    [`{"method":"tools/call","params":${params},"id":"z"}`, '"z"'],
    [`{ "id" : 5 , "method" : "m" , "params" : ${params} , "jsonrpc" : "2.0" }  `, '5'],
  ])('is found in front of the params or behind them', (line, id) => {
    expect(idIn(line)).toBe(id);
  });

  test.each([
    ['a notification', `{"jsonrpc":"2.0","method":"m","params":${params}}`],
    ['an answer', `{"jsonrpc":"2.0","id":1,"result":${params}}`],
    ['an answer with its id at the end', `{"jsonrpc":"2.0","result":${params},"id":1}`],
    ['an id inside the params', `{"jsonrpc":"2.0","method":"m","params":{"a":${params},"id":4}}`],
    ['two ids', `{"id":1,"method":"m","params":${params},"id":2}`],
    ['an unknown member in front', `{"x":{},"id":1,"method":"m","params":${params}}`],
    ['a batch', `[{"jsonrpc":"2.0","id":1,"method":"m","params":${params}}]`],
    ['an escaped id', `{"id":"\\u0061","method":"m","params":${params}}`],
    ['garbage', 'x'.repeat(1000)],
  ])('is not guessed in %s', (_what, line) => {
    expect(idIn(line)).toBeUndefined();
  });
});

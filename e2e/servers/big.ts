/**
 * Big results, and digests of big arguments.
 *
 *   node big.ts
 *
 * big {mb, kind?}   a text result of `mb` million characters; `_meta["test/sha256"]` is its digest
 *   plain           the default
 *   escapes         many quotes, backslashes, control characters
 *   unicode         many characters of 2 to 4 bytes
 * digest {text}     {sha256, bytes} of the received text, as UTF-8
 */
import { createHash } from 'node:crypto';
import { numberFrom, textFrom } from './lib/arguments.ts';
import { inputs, jsonResult, textResult } from './lib/raw-messages.ts';
import { RawServer } from './lib/raw-server.ts';

const PATTERNS: Record<string, string> = {
  plain: 'The quick brown fox jumps over the lazy dog. 0123456789 ',
  escapes: 'He said: "C:\\temp\\new"\n\t{"a":"\\"b\\""}\r\u0001/\u2028 ',
  unicode: 'Grüße, Ελλάδα, 日本語, 😀👩‍👩‍👧, e\u0301 ',
};

const server = new RawServer({ name: 'big' });
server.tool(
  { name: 'big', inputSchema: inputs({ mb: 'number', kind: 'string?' }) },
  ({ mb, kind }) => {
    const pattern = PATTERNS[textFrom(kind, 'plain')] ?? '';
    if (pattern === '') return { ...textResult(`Unknown kind: ${kind}`), isError: true };
    // Whole patterns only: a cut could leave half a surrogate pair.
    const text = pattern.repeat(Math.ceil((numberFrom(mb, 1) * 1_000_000) / pattern.length));
    return {
      ...textResult(text),
      _meta: { 'test/sha256': sha256(text), 'test/characters': text.length },
    };
  },
);
server.tool({ name: 'digest', inputSchema: inputs({ text: 'string' }) }, (input) => {
  const text = textFrom(input.text);
  return jsonResult({ sha256: sha256(text), bytes: Buffer.byteLength(text) });
});
server.start();

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

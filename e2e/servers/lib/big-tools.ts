/**
 * Tools with big results and big arguments, for servers of either era.
 *
 * big {mb, kind?}          a text result of `mb` million characters; `_meta["test/sha256"]` is its digest
 * digest {text}            {sha256, bytes} of the received text, as UTF-8
 * numbers {mb}             `mb` million characters of numbers that JavaScript would change; the digest is
 *                          that of their text, from bracket to bracket
 * digest_numbers {values}  {sha256, bytes} of such a text as it was received
 */
import { createHash } from 'node:crypto';
import { numberFrom, textFrom } from './arguments.ts';
import { inputs, jsonResult, type RawJson, textResult } from './raw-messages.ts';
import type { Fields, ToolDefinition } from './raw-server.ts';

export interface BigHost {
  /** `line` is the request exactly as it was received. */
  tool(definition: ToolDefinition, run: (input: Fields, call: { line: string }) => unknown): void;
  /** The text of an object as a result of this era. */
  result(text: string): RawJson;
}

const PATTERNS: Record<string, string> = {
  plain: 'The quick brown fox jumps over the lazy dog. 0123456789 ',
  escapes: 'He said: "C:\\temp\\new"\n\t{"a":"\\"b\\""}\r\u0001/\u2028 ',
  unicode: 'Grüße, Ελλάδα, 日本語, 😀👩‍👩‍👧, e\u0301 ',
};

/** Nothing of this survives a careless JSON.parse and JSON.stringify. */
const NUMBERS =
  '9007199254740993,-9223372036854775808,18446744073709551615,1e400,-1E-400,-0,1.0,0.10,1e+2,' +
  '3.14159265358979323846264338327950288 , -0.0e-0';

export function addBigTools(host: BigHost): void {
  host.tool({ name: 'big', inputSchema: inputs({ mb: 'number', kind: 'string?' }) }, big);
  host.tool({ name: 'digest', inputSchema: inputs({ text: 'string' }) }, (input) =>
    jsonResult(digestOf(textFrom(input.text))),
  );
  host.tool({ name: 'numbers', inputSchema: inputs({ mb: 'number' }) }, ({ mb }) => {
    const text = numbersText(numberFrom(mb, 1));
    const meta = JSON.stringify({ 'test/sha256': digestOf(text).sha256 });
    return host.result(
      `{"content":[],"structuredContent":{"values":${text}},"_meta":${meta},"last":-0}`,
    );
  });
  const values = { name: 'digest_numbers', inputSchema: inputs({ values: 'array' }) };
  host.tool(values, (_input, { line }) => jsonResult(digestOf(numbersIn(line))));
}

/** An array of that many million characters. */
export function numbersText(mb: number): string {
  const times = Math.ceil((mb * 1_000_000) / (NUMBERS.length + 1));
  return `[${Array.from({ length: times }, () => NUMBERS).join(',')}]`;
}

/** The text of the array `values` in a message; it holds no other. */
export function numbersIn(message: string): string {
  const from = message.indexOf('"values":') + '"values":'.length;
  return message.slice(from, message.indexOf(']', from) + 1);
}

/** Of a text as UTF-8. */
export function digestOf(text: string): { sha256: string; bytes: number } {
  const sha256 = createHash('sha256').update(text).digest('hex');
  return { sha256, bytes: Buffer.byteLength(text) };
}

function big({ mb, kind }: Fields): Fields {
  const pattern = PATTERNS[textFrom(kind, 'plain')] ?? '';
  if (pattern === '') return { ...textResult(`Unknown kind: ${kind}`), isError: true };
  // Whole patterns only: a cut could leave half a surrogate pair.
  const text = pattern.repeat(Math.ceil((numberFrom(mb, 1) * 1_000_000) / pattern.length));
  const { sha256 } = digestOf(text);
  return { ...textResult(text), _meta: { 'test/sha256': sha256, 'test/characters': text.length } };
}

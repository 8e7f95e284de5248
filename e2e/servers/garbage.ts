/**
 * Writes what does not belong on stdout, and still answers. A plain text banner comes first,
 * before anything else.
 *
 *   node garbage.ts [--no-banner]
 *
 * Each tool writes its garbage, then its answer (text: the tool's name):
 * partial {ms?}         its answer in two pieces, cut inside a character, `ms` apart
 * invalid_json          lines that are no JSON, empty lines
 * invalid_rpc           JSON that is no JSON-RPC message
 * invalid_utf8          a valid answer with bytes that are no UTF-8 inside a string
 * giant_line {mb, ms?}  `mb` MB without a newline; after `ms` the newline
 * unknown_ids           answers that nobody asked for
 * duplicate             its answer three times
 * null_id               messages whose id is null
 * unknown_method        a request and a notification that no client knows; answers what came back
 * crlf                  its answer with \r\n
 * ok                    no garbage
 */
import { hasFlag, numberFrom } from './lib/arguments.ts';
import { answerText, inputs, jsonResult, NEVER_ANSWER, textResult } from './lib/raw-messages.ts';
import { RawServer, type RunTool } from './lib/raw-server.ts';

const INVALID_JSON = [
  '{"jsonrpc":"2.0", oops',
  'undefined',
  '{',
  '',
  '   ',
  '{"id":1}}',
  '\u0000\u0001',
];
const INVALID_RPC = [
  '42',
  'null',
  'true',
  '"text"',
  '[]',
  '[{"jsonrpc":"2.0","id":1}]',
  '{}',
  '{"jsonrpc":"2.0"}',
  '{"jsonrpc":"1.0","id":1,"result":{}}',
  '{"jsonrpc":"2.0","id":{},"result":{}}',
  '{"jsonrpc":"2.0","id":[1],"result":{}}',
  '{"jsonrpc":"2.0","id":true,"result":{}}',
  '{"jsonrpc":"2.0","method":7}',
  '{"jsonrpc":"2.0","method":"notifications/message","params":"text"}',
  '{"jsonrpc":"2.0","result":{}}',
];
const UNKNOWN_IDS = [999_999_999, -1, 1.5, 'no-such-id', '__proto__', 'constructor'];

const server = new RawServer({ name: 'garbage' });
if (!hasFlag('no-banner'))
  server.write('Garbage server 1.0 is starting...\n\n  listening on stdio\n');

garbageTool('ok', () => {});
garbageTool('invalid_json', () => server.write(`${INVALID_JSON.join('\n')}\n`));
garbageTool('invalid_rpc', () => server.write(`${INVALID_RPC.join('\n')}\n`));
garbageTool('unknown_ids', () => {
  for (const id of UNKNOWN_IDS) server.send({ jsonrpc: '2.0', id, result: textResult('stray') });
});
garbageTool('null_id', () => {
  server.send({ jsonrpc: '2.0', id: null, error: { code: -32700, message: 'Parse error' } });
  server.send({ jsonrpc: '2.0', id: null, result: {} });
  server.send({ jsonrpc: '2.0', id: null, method: 'ping' });
});
garbageTool('duplicate', (_input, { id }) => {
  const line = answerText(id, { result: textResult('duplicate') });
  server.write(line + line);
});
server.tool({ name: 'partial', inputSchema: inputs({ ms: 'number?' }) }, (input, { id }) => {
  const line = Buffer.from(answerText(id, { result: textResult('partial 😀 é') }));
  const inside = line.indexOf('😀') + 2;
  server.write(line.subarray(0, inside));
  setTimeout(() => server.write(line.subarray(inside)), numberFrom(input.ms, 100));
  return NEVER_ANSWER;
});
server.tool({ name: 'invalid_utf8' }, (_input, { id }) => {
  const [head = '', tail = ''] = answerText(id, { result: textResult('before#after') }).split('#');
  server.write(
    Buffer.concat([Buffer.from(head), Buffer.from([0xff, 0xfe, 0xc3]), Buffer.from(tail)]),
  );
  return NEVER_ANSWER;
});
server.tool(
  { name: 'giant_line', inputSchema: inputs({ mb: 'number', ms: 'number?' }) },
  (input) => {
    server.write(Buffer.alloc(numberFrom(input.mb, 1) * 1024 * 1024, 'x'));
    return new Promise((resolve) => {
      setTimeout(
        () => {
          server.write('\n');
          resolve(textResult('giant_line'));
        },
        numberFrom(input.ms, 0),
      );
    });
  },
);
server.tool({ name: 'unknown_method' }, async () => {
  server.notify('notifications/nobody_knows', { text: 'hello' });
  return jsonResult((await server.request('nobody/knows', { text: 'hello' }).received).answer);
});
server.tool({ name: 'crlf' }, (_input, { id }) => {
  server.write(answerText(id, { result: textResult('crlf') }).replace('\n', '\r\n'));
  return NEVER_ANSWER;
});
server.start();

function garbageTool(name: string, write: RunTool): void {
  server.tool({ name }, (input, call) => {
    write(input, call);
    return textResult(name);
  });
}

/**
 * What `e2e/servers/fast.ts` is over stdio, over HTTP: the server of the direct connection.
 *
 *   node http-server.js [--modern]      prints its port
 */
import { createServer } from 'node:http';

const server = createServer({ noDelay: true }, (request, response) => {
  /** @type {Buffer[]} */
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const { id, method, params } = JSON.parse(Buffer.concat(chunks).toString());
    if (id === undefined) {
      response.writeHead(202, { 'content-length': 0 }).end();
      return;
    }
    if (params.name === 'blob') return sendBlob(response, id, params.arguments.bytes);
    const result = method === 'initialize' ? initialize : textOf(params.arguments.text);
    const body = JSON.stringify({ jsonrpc: '2.0', id, result });
    response.writeHead(200, headersFor(Buffer.byteLength(body))).end(body);
  });
});

const type = process.argv.includes('--modern') ? { resultType: 'complete' } : {};
let lastBlob = Buffer.alloc(0);

/** @param {import('node:http').ServerResponse} response @param {unknown} id @param {number} bytes */
function sendBlob(response, id, bytes) {
  if (lastBlob.length !== bytes) lastBlob = Buffer.alloc(bytes, 'abcdefghijklmnopqrstuvwxyz');
  const [head = '', tail = ''] = JSON.stringify({ jsonrpc: '2.0', id, result: textOf('|') }).split(
    '|',
  );
  response.writeHead(200, headersFor(head.length + bytes + tail.length));
  response.write(head);
  response.write(lastBlob);
  response.end(tail);
}

/** @param {number} length */
function headersFor(length) {
  return {
    'content-type': 'application/json',
    'content-length': length,
    'mcp-session-id': 'direct',
  };
}

const initialize = {
  protocolVersion: '2025-11-25',
  capabilities: { tools: {} },
  serverInfo: { name: 'direct', version: '1.0.0' },
};

/** @param {string} text */
function textOf(text) {
  return { ...type, content: [{ type: 'text', text }] };
}

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  console.log(typeof address === 'object' ? address?.port : address);
});

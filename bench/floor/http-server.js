/**
 * What `e2e/servers/fast.ts` is over stdio, over HTTP: the server of the direct connection.
 *
 *   node http-server.js      prints its port
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
    const result = method === 'initialize' ? initialize : textOf(params.arguments.text);
    const body = JSON.stringify({ jsonrpc: '2.0', id, result });
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'mcp-session-id': 'direct',
    };
    response.writeHead(200, headers).end(body);
  });
});

const initialize = {
  protocolVersion: '2025-11-25',
  capabilities: { tools: {} },
  serverInfo: { name: 'direct', version: '1.0.0' },
};

/** @param {string} text */
function textOf(text) {
  return { content: [{ type: 'text', text }] };
}

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  console.log(typeof address === 'object' ? address?.port : address);
});

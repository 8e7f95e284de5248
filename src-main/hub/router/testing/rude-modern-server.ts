/**
 * A server of MCP 2026-07-28 on stdio without manners: its only tool, `say`, is answered with
 * exactly the text `arguments.result`, whatever the client can make of it.
 */
import { createInterface } from 'node:readline';

interface Request {
  id?: number;
  method: string;
  params: { arguments?: { result?: string } };
}

createInterface(process.stdin).on('line', (line) => {
  const request: Request = JSON.parse(line);
  if (request.id === undefined) return;
  process.stdout.write(`{"jsonrpc":"2.0","id":${request.id},${answerTo(request)}}\n`);
});

function answerTo({ method, params }: Request): string {
  if (method === 'initialize') return '"error":{"code":-32022,"message":"modern only"}';
  if (method === 'tools/call') return `"result":${params.arguments?.result}`;
  if (method === 'tools/list') return `"result":${listed}`;
  if (method === 'server/discover') return `"result":${discovered}`;
  return '"error":{"code":-32601,"message":"Method not found"}';
}

const listed =
  '{"resultType":"complete","ttlMs":0,"cacheScope":"private","tools":[{"name":"say","inputSchema":{"type":"object"}}]}';
const discovered =
  '{"resultType":"complete","supportedVersions":["2026-07-28"],"capabilities":{"tools":{}},"ttlMs":0,"cacheScope":"private"}';

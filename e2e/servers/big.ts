/**
 * Big results, and digests of big arguments: the tools of lib/big-tools.ts, of the legacy era. The
 * modern servers have them, too.
 *
 *   node big.ts
 */
import { addBigTools } from './lib/big-tools.ts';
import { RawJson } from './lib/raw-messages.ts';
import { RawServer } from './lib/raw-server.ts';

const server = new RawServer({ name: 'big' });
addBigTools({
  tool: (definition, run) => server.tool(definition, run),
  result: (text) => new RawJson(text),
});
server.start();

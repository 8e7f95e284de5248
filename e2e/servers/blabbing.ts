/**
 * Tells its key to everybody who reads what it writes, as servers do that print their settings.
 *
 *   node blabbing.ts [--refuse | --unlistable]
 *
 * --refuse      refuses to be initialized, and names the key
 * --unlistable  refuses to list its tools, and names the key
 *
 * env {name}   one of its environment variables
 * die          throws an error that names the key
 */
import { hasFlag, textFrom } from './lib/arguments.ts';
import { RpcError, textResult } from './lib/raw-messages.ts';
import { RawServer } from './lib/raw-server.ts';
import { writeAll } from './lib/write-all.ts';

const key = process.env.KEY ?? '';
const server = new RawServer({ name: 'blabbing' });
const told = [
  `settings: ${JSON.stringify({ key })}`,
  `key=${key}`,
  `GET /?key=${encodeURIComponent(key)}&${new URLSearchParams({ key })}`,
  `Authorization: Basic ${Buffer.from(`user:${key}`).toString('base64')}`,
  `token ${Buffer.from(key).toString('base64url')}`,
];
writeAll(2, `${told.join('\n')}\n`);
for (const line of told) server.write(`${line}\n`);
server.tool({ name: 'env' }, ({ name }) => textResult(process.env[textFrom(name)] ?? ''));
server.tool({ name: 'die' }, () => {
  setImmediate(() => {
    throw new Error(`it cannot work with ${key}`);
  });
  return textResult('dying');
});
if (hasFlag('refuse')) {
  server.handle('initialize', () => {
    throw new RpcError(-32000, `not with the key ${key}`, { key });
  });
}
if (hasFlag('unlistable')) {
  server.handle('tools/list', () => {
    throw new RpcError(-32000, `no tools with the key ${key}`, { key });
  });
}
server.start();

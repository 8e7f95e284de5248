import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

/** An entry for a real server from npm, run with this Node in place of npx. */
export function npmServer(
  name: 'everything' | 'filesystem' | 'memory',
  args: readonly string[] = [],
  more: object = {},
): Record<string, unknown> {
  const manifest = require.resolve(`@modelcontextprotocol/server-${name}/package.json`);
  return {
    transport: 'stdio',
    command: process.execPath,
    args: [join(dirname(manifest), 'dist/index.js'), ...args],
    ...more,
  };
}

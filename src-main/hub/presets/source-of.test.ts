import { expect, test } from 'vitest';
import { sourceOf } from './source-of.ts';

const run = (command: string, ...args: string[]) => sourceOf({ command, args });

test.each([
  [run('npx', '-y', '@scope/name@1.2.3', '--x'), 'npm:@scope/name'],
  [run('/usr/bin/npx', 'name'), 'npm:name'],
  [run('C:\\node\\npx.cmd', 'name@latest'), 'npm:name'],
  [run('pnpm', 'dlx', 'name@1'), 'npm:name'],
  [run('npx', '-y', '--package=@scope/name@1.0.0', '--', 'mcp'), 'npm:@scope/name'],
  [run('uvx', 'name@1.2'), 'pypi:name'],
  [run('uvx', '--with', 'mcp<2', '--from', 'name[cli]==1.2', 'cmd'), 'pypi:name'],
  [run('uv', 'tool', 'run', 'name'), 'pypi:name'],
  [
    run('docker', 'run', '-i', '-v', '/a:/b', '-e', 'X', 'ghcr.io/a/b:v1', 'x'),
    'image:ghcr.io/a/b',
  ],
  [sourceOf({ url: 'https://a.b/mcp/?x=1' }), 'https://a.b/mcp'],
  [run('/opt/own', 'x'), undefined],
  [sourceOf({}), undefined],
])('%s', (found, expected) => expect(found).toBe(expected));

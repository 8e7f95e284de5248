import { expect, test } from 'vitest';
import { emptyDraft } from './draft.ts';
import { suggestId } from './suggest-id.ts';

test.each([
  ['npx', '-y\n@modelcontextprotocol/server-memory@2025.4.8', 'memory'],
  ['uvx', 'mcp-server-git', 'git'],
  ['node', '/home/ada/tools/weather-mcp.js', 'weather'],
  ['docker', 'run\n-i\nghcr.io/github/github-mcp-server', 'github'],
  ['node', '/srv/server-memory/dist/index.js', 'memory'],
  ['/opt/bin/thing', '', 'thing'],
  ['npx', '', ''],
])('%s %j is called %s', (command, args, id) => {
  expect(suggestId({ ...emptyDraft('stdio'), command, args }, [])).toBe(id);
});

test.each([
  ['https://mcp.linear.app/mcp', 'linear'],
  ['http://localhost:8080/mcp', 'localhost'],
  ['', ''],
])('%s is called %s', (url, id) => {
  expect(suggestId({ ...emptyDraft('http'), url }, [])).toBe(id);
});

test('a name that is taken gets a number', () => {
  const draft = { ...emptyDraft('stdio'), command: 'git' };
  expect(suggestId(draft, ['git', 'git-2'])).toBe('git-3');
});

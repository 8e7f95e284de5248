import { expect, test } from 'vitest';
import { draftOf, emptyDraft, fillEntry, newPair } from './draft.ts';

test.each([
  {
    transport: 'stdio',
    command: 'npx',
    args: ['-y', 'two\nlines'],
    env: { A: '1', TOKEN: '${secret:TOKEN}', MIXED: 'a-${secret:B}' },
    cwd: '/srv',
    scope: 'session',
    idle_stop: '5m',
    tools: { deny: ['delete_*'] },
  },
  {
    title: 'Docs',
    transport: 'http',
    url: 'https://mcp.example.com/mcp',
    headers: { Authorization: 'Bearer ${secret:DOCS}' },
  },
])('an entry that is not changed comes back as it was', (entry) => {
  expect(fillEntry(draftOf('x', entry), entry)).toEqual({ entry, secrets: [] });
});

test('a typed secret goes into the vault, and its reference into the entry', () => {
  const draft = {
    ...emptyDraft('stdio'),
    command: 'node',
    pairs: [newPair({ name: 'API_KEY', value: 'sk-1', isSecret: true }), newPair()],
  };
  expect(fillEntry(draft)).toEqual({
    entry: { transport: 'stdio', command: 'node', env: { API_KEY: '${secret:API_KEY}' } },
    secrets: [{ name: 'API_KEY', secret: 'sk-1' }],
  });
});

test('the scheme of a header is no part of its secret', () => {
  const draft = {
    ...emptyDraft('http'),
    id: 'my-docs',
    url: 'https://x.example/mcp',
    pairs: [newPair({ name: 'Authorization', value: 'Bearer abc', isSecret: true })],
  };
  const { entry, secrets } = fillEntry(draft);
  expect(entry.headers).toEqual({ Authorization: 'Bearer ${secret:MY_DOCS_AUTHORIZATION}' });
  expect(secrets).toEqual([{ name: 'MY_DOCS_AUTHORIZATION', secret: 'abc' }]);
});

test('what was emptied is taken out, and unknown keys stay', () => {
  const before = { transport: 'stdio', command: 'a', args: ['b'], env: { X: '1' }, future: 1 };
  const draft = { ...draftOf('x', before), args: '', pairs: [] };
  expect(fillEntry(draft, before).entry).toEqual({ transport: 'stdio', command: 'a', future: 1 });
});

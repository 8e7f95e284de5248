import { expect, test } from 'vitest';
import { emptyState } from '../src-shared/domain/testing/sample-state.ts';
import { describeStart } from './describe-start.ts';

const url = 'http://127.0.0.1:8088/mcp';
const about = { ...emptyState.endpoint, http: url, proxy: ['/opt/loom/bin/loom', 'proxy'] };

test('says how a client of either kind gets in', () => {
  const endpoint = { ...about, asksForToken: true };
  const text = describeStart({ ...emptyState, endpoint }, 'link');
  expect(text).toContain('"loom": { "command": "/opt/loom/bin/loom", "args": ["proxy"] }');
  expect(text).toContain(`Endpoint   ${url}`);
  expect(text).toContain('/opt/loom/bin/loom auth token-generate --name CLIENT');
});

test('says so where HTTP clients need no token', () => {
  const endpoint = { ...about, asksForToken: false };
  expect(describeStart({ ...emptyState, endpoint }, 'link')).toContain('http.auth.type: token');
});

test('says nothing of tokens where HTTP is off', () => {
  const endpoint = { ...about, http: undefined, asksForToken: true };
  expect(describeStart({ ...emptyState, endpoint }, 'link')).not.toContain('token');
});

import { expect, test } from 'vitest';
import { ServerSpec } from '../../../src-shared/domain/server.ts';
import { plainSecrets } from './plain-secrets.ts';

const token = 'ghp_R2d2C3poLuke7Han4Leia5Chewie6Lando78Yoda';

test('finds what a definition holds in plain text by name and look', () => {
  const stdio = ServerSpec.parse({
    transport: 'stdio',
    command: 'x',
    args: ['--api-key', token, '--verbose', 'true'],
    env: { GITHUB_TOKEN: token, LOG_LEVEL: 'debug', OTHER_TOKEN: '${secret:OTHER}' },
  });
  expect(new Set(plainSecrets(stdio))).toEqual(new Set([token]));
  const http = ServerSpec.parse({
    transport: 'http',
    url: `https://example.com/mcp?api_key=${token}&region=eu`,
    headers: { Authorization: `Bearer ${token}x` },
  });
  expect(new Set(plainSecrets(http))).toEqual(new Set([token, `${token}x`]));
});

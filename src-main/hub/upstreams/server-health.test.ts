import { expect, test } from 'vitest';
import { ServerSpec } from '../../../src-shared/domain/server.ts';
import { LoomError } from '../../../src-shared/errors.ts';
import { Breaker } from './breaker.ts';
import { serverHealth, whyUnlisted } from './server-health.ts';

const spec = ServerSpec.parse({ transport: 'stdio', command: 'x' });

function healthAfter(error: LoomError) {
  const breaker = new Breaker();
  breaker.failed(error, 1000);
  breaker.failed(error, 2000);
  return serverHealth({ spec, instances: new Map(), breaker }, 0);
}

const place = { file: '/vault.json' };

test.each([
  ['secret TOKEN', new LoomError('missing-secret', 'no TOKEN', { secret: 'TOKEN' })],
  ['the keychain to be unlocked', new LoomError('vault-locked', 'locked')],
  ['the keychain to be available', new LoomError('vault-unavailable', 'no keychain')],
  ['the encrypted file to be unlocked', new LoomError('vault-locked', 'locked', { place })],
  ['the encrypted file to be repaired', new LoomError('vault-damaged', 'cut', { place })],
])('a server that can have no secret waits for %s', (awaits, error) => {
  const { message, remedy } = error;
  const health = healthAfter(error);
  expect(health).toMatchObject({ phase: 'waiting', since: 1000, awaits, error: message, remedy });
  expect(whyUnlisted(health)).toBe(message);
});

test('a server that fails otherwise is tried again', () => {
  const health = healthAfter(new LoomError('server-failed', 'it does not start'));
  expect(health).toMatchObject({ phase: 'backing-off', since: 2000, attempt: 2 });
});

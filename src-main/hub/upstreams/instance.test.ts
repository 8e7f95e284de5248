import { expect, test } from 'vitest';
import { ServerSpec } from '../../../src-shared/domain/server.ts';
import { LoomError } from '../../../src-shared/errors.ts';
import { Instance } from './instance.ts';
import { ServerLog } from './server-log.ts';

test('sessions that come and go do not pile up, and an owner is never guessed after them', async () => {
  const instance = createInstance();
  instance.served.add('first');
  instance.forget('first');
  expect(instance.soleSession).toBe('first');
  for (let index = 0; index < 1000; index++) {
    instance.served.add(`session ${index}`);
    instance.forget(`session ${index}`);
  }
  expect(instance.served.size).toBe(2);
  expect(instance.soleSession).toBeUndefined();
  await expect(instance.ready).rejects.toThrow('nothing is there');
});

function createInstance(): Instance {
  return new Instance({
    serverId: 'srv',
    key: 'shared',
    spec: ServerSpec.parse({ transport: 'stdio', command: 'none' }),
    maxConcurrent: 1,
    startTimeoutMs: 1000,
    hide: (text) => text,
    log: new ServerLog(1024, () => {}),
    greeting: { eras: ['legacy'], client: { capabilities: {}, clientInfo: {} }, hub: {} },
    eraIsOld: false,
    openLink: () => Promise.reject(new LoomError('server-failed', 'nothing is there')),
    traffic: {
      request() {},
      notification() {},
      warning() {},
      renewed() {},
      eraDoubted() {},
      changed() {},
      ended() {},
    },
  });
}

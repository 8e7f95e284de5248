import type { LoomError } from '../../../../src-shared/errors.ts';
import { keychainFailure } from '../keychain-failure.ts';
import type { KeychainProcess } from '../keychain-process.ts';

/** A keychain in memory, whose state a test sets. */
export interface FakeKeychain extends KeychainProcess {
  entries: Map<string, string>;
  state: 'open' | 'locked' | 'away';
}

export function createFakeKeychain(state: FakeKeychain['state'] = 'open'): FakeKeychain {
  const fake: FakeKeychain = {
    entries: new Map(),
    state,
    async ask({ op, service, account, secret = '' }) {
      if (fake.state !== 'open') throw failures[fake.state];
      const key = `${service}/${account}`;
      const value = fake.entries.get(key) ?? false;
      if (op === 'set') fake.entries.set(key, secret);
      if (op === 'delete') return fake.entries.delete(key);
      return value;
    },
    close() {},
  };
  return fake;
}

const failures: Record<'locked' | 'away', LoomError> = {
  locked: keychainFailure("Couldn't access platform storage: object locked"),
  away: keychainFailure('Platform failure: DBus error: no bus'),
};

/** For the tests beside it: tokens over a vault in memory that can be made to fail. */
import { LoomError } from '../../../../src-shared/errors.ts';
import { createMemoryVault } from '../../vault/memory.ts';
import { TokenStore } from '../token-store.ts';
import { Tokens } from '../tokens.ts';

export interface TokenFixture {
  tokens: Tokens;
  store: TokenStore;
  vault: ReturnType<typeof createMemoryVault>;
  problems: LoomError[];
  /** What the vault fails with while it is there, or that it never answers. */
  breakVault(how: LoomError | 'for ever' | undefined): void;
  /** Calls of the vault so far, such as `get loom.tokens`. */
  calls: string[];
  now(): number;
  pass(ms: number): void;
  /** The same vault after a restart of the hub. */
  restart(): TokenFixture;
}

export const locked = new LoomError('vault-locked', 'the keychain is locked');

export function tokenFixture(vault = createMemoryVault(), startAt = Date.now()): TokenFixture {
  let now = startAt;
  let broken: LoomError | 'for ever' | undefined;
  const problems: LoomError[] = [];
  const calls: string[] = [];
  const fail = async () => {
    if (broken === 'for ever') await new Promise(() => {});
    if (broken) throw broken;
  };
  const failing = {
    async get(name: string) {
      calls.push(`get ${name}`);
      await fail();
      return await vault.get(name);
    },
    async set(name: string, secret: string) {
      calls.push(`set ${name}`);
      await fail();
      await vault.set(name, secret);
    },
    async remove(name: string) {
      calls.push(`remove ${name}`);
      await fail();
      return await vault.remove(name);
    },
  };
  const clock = () => now;
  const store = new TokenStore({
    vault: failing,
    onProblem: (error) => problems.push(error),
    now: clock,
  });
  const tokens = new Tokens({
    store,
    secrets: failing,
    hasProfile: (name) => ['default', 'review'].includes(name),
    hasServer: (id) => ['files', 'github'].includes(id),
    now: clock,
  });
  return {
    tokens,
    store,
    vault,
    problems,
    calls,
    breakVault: (how) => {
      broken = how;
    },
    now: clock,
    pass: (ms) => {
      now += ms;
    },
    restart: () => tokenFixture(vault, now),
  };
}

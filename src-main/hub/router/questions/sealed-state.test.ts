import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { SealedStates, type StateBinding } from './sealed-state.ts';

afterEach(() => void vi.useRealTimers());

const binding = fc.record<StateBinding>({
  principal: fc.string(),
  profile: fc.string(),
  method: fc.constantFrom('tools/call', 'prompts/get', 'resources/read'),
  name: fc.string({ unit: 'binary' }),
});
const id = fc
  .uint8Array({ minLength: 16, maxLength: 16 })
  .map((it) => Buffer.from(it).toString('hex'));

test('a state opens for just what it was sealed for, in the hub that sealed it', () => {
  const states = new SealedStates();
  const other = new SealedStates();
  fc.assert(
    fc.property(id, binding, (parked, bound) => {
      const state = states.seal(parked, Date.now() + 60_000, bound);
      expect(state).toMatch(/^[\w.-]+$/);
      expect(states.isOurs(state)).toBe(true);
      expect(states.open(state, { ...bound })).toBe(parked);
      expect(other.isOurs(state)).toBe(false);
      expect(other.open(state, bound)).toBeUndefined();
    }),
  );
});

test('for anybody or anything else it does not open', () => {
  const states = new SealedStates();
  fc.assert(
    fc.property(id, binding, binding, (parked, bound, wanted) => {
      const same = (Object.keys(bound) as (keyof StateBinding)[]).every(
        (key) => bound[key] === wanted[key],
      );
      const state = states.seal(parked, Date.now() + 60_000, bound);
      expect(states.open(state, wanted)).toBe(same ? parked : undefined);
      for (const key of ['principal', 'profile', 'method', 'name'] as const) {
        expect(states.open(state, { ...bound, [key]: `${bound[key]} ` })).toBeUndefined();
      }
      // A letter that moves from one part to the next makes another binding, too.
      const one = states.seal(parked, Date.now() + 60_000, { ...bound, method: 'ab', name: 'c' });
      expect(states.open(one, { ...bound, method: 'a', name: 'bc' })).toBeUndefined();
    }),
  );
});

test('no changed letter goes unnoticed', () => {
  const states = new SealedStates();
  const bound = { principal: 'local', profile: 'default', method: 'tools/call', name: 'a' };
  const state = states.seal(randomBytes(16).toString('hex'), Date.now() + 60_000, bound);
  fc.assert(
    fc.property(fc.nat(state.length - 1), fc.integer({ min: 0, max: 7 }), (at, bit) => {
      const letters = Buffer.from(state);
      letters[at] = (letters[at] as number) ^ (1 << bit);
      expect(states.open(letters.toString('latin1'), bound)).toBeUndefined();
    }),
    { numRuns: 1_000 },
  );
  // What lenient decoders overlook.
  for (const odd of [`${state}=`, `${state} `, `${state}AAAA`, state.slice(0, -1), ` ${state}`]) {
    expect(states.open(odd, bound)).toBeUndefined();
  }
});

test('all sealed bits count: nothing signed by the hub fits another id or a later expiry', () => {
  const states = new SealedStates();
  const bound = { principal: 'local', profile: 'default', method: 'tools/call', name: 'a' };
  const state = states.seal(randomBytes(16).toString('hex'), Date.now() + 60_000, bound);
  const at = state.lastIndexOf('.') + 1;
  const sealed = Buffer.from(state.slice(at), 'base64url');
  for (let bit = 0; bit < sealed.length * 8; bit++) {
    const changed = Buffer.from(sealed);
    changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7));
    const text = state.slice(0, at) + changed.toString('base64url');
    expect(states.open(text, bound)).toBeUndefined();
  }
});

test('it expires', () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  const states = new SealedStates();
  const bound = { principal: 'local', profile: 'default', method: 'tools/call', name: 'a' };
  const parked = randomBytes(16).toString('hex');
  const state = states.seal(parked, Date.now() + 1000, bound);
  vi.advanceTimersByTime(999);
  expect(states.open(state, bound)).toBe(parked);
  vi.advanceTimersByTime(1);
  expect(states.open(state, bound)).toBeUndefined();
});

test('what never was a state is none', () => {
  const states = new SealedStates();
  const bound = { principal: 'local', profile: 'default', method: 'tools/call', name: 'a' };
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(states.open(text, bound)).toBeUndefined();
    }),
  );
});

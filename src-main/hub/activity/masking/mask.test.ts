import { expect, test } from 'vitest';
import { Mask } from './mask.ts';

const secret = 'canary-5f3a1c9e "in the/vault+ü" 7d2b~';

function maskWith(payloads: 'masked' | 'full'): Mask {
  const mask = new Mask(payloads);
  mask.know([secret, 'plain-secret-0123456789']);
  return mask;
}

test('hides secrets in JSON, and in JSON in a string of JSON', () => {
  for (const payloads of ['masked', 'full'] as const) {
    const once = JSON.stringify({ said: secret });
    const twice = JSON.stringify({ text: once });
    const thrice = JSON.stringify({ text: twice });
    for (const json of [once, twice, thrice]) {
      expect(maskWith(payloads).payload(json, false)).not.toMatch(/canary|7d2b/);
    }
  }
});

test('hides a secret that the text is cut off in, wherever that is', () => {
  const json = `{"said":"${'x'.repeat(20)}plain-secret-0123456789"}`;
  for (let end = 0; end <= json.length; end++) {
    const shown = maskWith('full').payload(json.slice(0, end), end < json.length);
    expect(shown).not.toMatch(/plai|secr|0123/);
  }
});

test('keeps fields that are named like credentials only where all is to be kept', () => {
  const json = '{"password":"hunter2"}';
  expect(maskWith('masked').payload(json, false)).toBe('{"password":"…"}');
  expect(maskWith('full').payload(json, false)).toBe(json);
});

import { expect, test } from 'vitest';
import { readFrame } from '../../../src-shared/wire/frame.ts';
import { metaKeys } from '../../../src-shared/wire/meta-keys.ts';
import { readEnvelope } from './envelope.ts';

const version = `"${metaKeys.protocolVersion}":"2026-07-28"`;
const capabilities = `"${metaKeys.clientCapabilities}":{}`;

function envelopeOf(meta: string) {
  const text = `{"jsonrpc":"2.0","id":1,"method":"x","params":{"_meta":{${meta}}}}`;
  const reading = readFrame(new TextEncoder().encode(text));
  if (!reading.ok || reading.frame.kind === 'response') throw new Error(`no request: ${text}`);
  const envelope = readEnvelope(reading.frame);
  const token = envelope?.progressToken;
  return envelope && { ...envelope, token: token && text.slice(token.start, token.end) };
}

test('an envelope is read with the progress token beside it', () => {
  const envelope = envelopeOf(`"progressToken":7,${version},${capabilities}`);
  expect(envelope).toMatchObject({ protocolVersion: '2026-07-28', token: '7' });
  expect(envelopeOf(`${version.replace('io.', '\\u0069o.')}`)).toBeDefined();
});

test.each([
  ['', 'no key of an envelope'],
  [capabilities, 'no revision'],
  [`"${metaKeys.protocolVersion}":1`, 'a revision that is no text'],
  [`${version},${version}`, 'two revisions'],
  [`${version},${capabilities},${capabilities}`, 'capabilities twice'],
])('%s claims no era: %s', (meta) => {
  expect(envelopeOf(meta)).toBeUndefined();
});

test('two progress tokens are none, and the envelope stays one', () => {
  const envelope = envelopeOf(`${version},${capabilities},"progressToken":1,"progressToken":2`);
  expect(envelope).toMatchObject({ protocolVersion: '2026-07-28', token: undefined });
});

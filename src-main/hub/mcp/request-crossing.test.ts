import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type NotificationFrame,
  paramSpans,
  type RequestFrame,
  readFrame,
} from '../../../src-shared/wire/frame.ts';
import { findMembers } from '../../../src-shared/wire/json-scan.ts';
import { metaKeys } from '../../../src-shared/wire/meta-keys.ts';
import { type Edit, splice } from '../../../src-shared/wire/splice.ts';
import {
  meaning,
  memberText,
  memberTexts,
  objectText,
  valueText,
} from '../../../src-shared/wire/testing/json-texts.ts';
import { readEnvelope } from './envelope.ts';
import {
  envelopeText,
  liftRequest,
  lowerNotification,
  lowerRequest,
  type RetryParams,
} from './request-crossing.ts';

const encode = (text: string) => new TextEncoder().encode(text);

function requestOf(text: string): RequestFrame {
  const reading = readFrame(encode(text));
  if (!reading.ok || reading.frame.kind !== 'request') throw new Error(`no request: ${text}`);
  return reading.frame;
}

function notificationOf(text: string): NotificationFrame {
  const reading = readFrame(encode(text));
  if (!reading.ok || reading.frame.kind !== 'notification') throw new Error(`no such: ${text}`);
  return reading.frame;
}

const edited = ({ bytes }: { bytes: Uint8Array }, edits: readonly Edit[]) =>
  new TextDecoder().decode(Buffer.concat(splice(bytes, edits)));

const envelope = envelopeText({
  clientInfo: { name: 'klient é', version: '1' },
  capabilities: { elicitation: {} },
  logLevel: undefined,
});
const envelopeMembers = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientCapabilities': { elicitation: {} },
  'io.modelcontextprotocol/clientInfo': { name: 'klient é', version: '1' },
};

function lifted(text: string, added?: RetryParams): string {
  const frame = requestOf(text);
  return edited(frame, liftRequest(frame, envelope, added));
}

function lowered(text: string): string {
  const frame = requestOf(text);
  const read = readEnvelope(frame);
  if (!read) throw new Error(`no envelope: ${text}`);
  return edited(frame, lowerRequest(frame, read));
}

/** A request around the text of its params. */
const call = (params: string, method = 'tools/call') =>
  `{"jsonrpc":"2.0","id":1,"method":"${method}"${params === '' ? '' : `,"params":${params}`}}`;
const paramsOf = (text: string) => JSON.parse(text).params;

describe('liftRequest', () => {
  test.each([
    ['no params', '', { _meta: envelopeMembers }],
    ['null params', 'null', { _meta: envelopeMembers }],
    ['empty params', '{ }', { _meta: envelopeMembers }],
    ['no _meta', '{"name":"t"}', { name: 't', _meta: envelopeMembers }],
    ['an empty _meta', '{"_meta":{ }}', { _meta: envelopeMembers }],
    ['a null _meta', '{"_meta":null,"a":1}', { a: 1, _meta: envelopeMembers }],
    [
      'a progress token',
      '{"_meta":{"progressToken":7}}',
      { _meta: { ...envelopeMembers, progressToken: 7 } },
    ],
  ])('puts the envelope into a request with %s', (_, params, expected) => {
    const text = lifted(call(params));
    expect(paramsOf(text)).toEqual(expected);
    expect(readEnvelope(requestOf(text))?.protocolVersion).toBe('2026-07-28');
  });

  test('says the level of logging where one is set, and another revision where one is asked for', () => {
    const facts = { clientInfo: undefined, capabilities: {}, logLevel: 'info' };
    const frame = requestOf(call('{}'));
    const edits = liftRequest(frame, envelopeText({ ...facts, protocolVersion: '2027-01-01' }));
    expect(paramsOf(edited(frame, edits))._meta).toEqual({
      'io.modelcontextprotocol/protocolVersion': '2027-01-01',
      'io.modelcontextprotocol/clientCapabilities': {},
      'io.modelcontextprotocol/logLevel': 'info',
    });
  });

  test('replaces keys of an envelope that a legacy client sent, however they are spelled', () => {
    const old = '"io.modelcontextprotocol\\/clientInfo":1,"io.modelcontextprotocol/logLevel":"x"';
    const text = lifted(call(`{"_meta":{${old},"mine":1.0}}`));
    expect(paramsOf(text)._meta).toEqual({ ...envelopeMembers, mine: 1 });
    expect(text).not.toContain('\\/');
    expect(text).toContain('"mine":1.0');
  });

  test('adds answers and state to a retry, and drops nothing of the request', () => {
    const added = { inputResponses: encode('{"q":{"n":1e400}}'), requestState: encode('"s"') };
    const text = lifted(call('{"name":"t","arguments":{"n":-0},"_meta":{"mine":1}}'), added);
    expect(text).toContain('"inputResponses":{"q":{"n":1e400}},"requestState":"s"');
    expect(text).toContain('"name":"t","arguments":{"n":-0}');
    expect(paramsOf(text)._meta).toEqual({ ...envelopeMembers, mine: 1 });
  });

  test('puts answers where there were no params', () => {
    const text = lifted(call(''), { requestState: encode('"s"') });
    expect(paramsOf(text)).toEqual({ _meta: envelopeMembers, requestState: 's' });
  });

  test('never says a thing twice', () => {
    const frame = requestOf(
      lifted(call('{"requestState":"old","inputResponses":{}}'), { requestState: encode('"s"') }),
    );
    const names = ['requestState', 'inputResponses', '_meta'] as const;
    expect(paramSpans(frame, names)?.every((span) => span)).toBe(true);
    expect(new TextDecoder().decode(frame.bytes)).not.toContain('old');
  });

  test.each(['[1]', '{"_meta":1}', '{"_meta":{},"_meta":{}}'])(
    'leaves malformed params to the server: %s',
    (params) => {
      expect(lifted(call(params))).toBe(call(params));
    },
  );
});

describe('lowerRequest', () => {
  const own = JSON.stringify(envelopeMembers).slice(1, -1);

  test('takes the envelope out and keeps the rest of _meta', () => {
    const params = `{"name":"t","_meta":{"a":1.0,${own},"progressToken":7}}`;
    expect(lowered(call(params))).toBe(call('{"name":"t","_meta":{"a":1.0,"progressToken":7}}'));
  });

  test('takes out a _meta that held nothing else', () => {
    expect(lowered(call(`{"name":"t","_meta":{${own}}}`))).toBe(call('{"name":"t"}'));
    expect(lowered(call(`{"_meta":{${own}}}`))).toBe(call('{}'));
  });

  test('takes out what makes a request a retry, where requests are retried', () => {
    const retry = '"inputResponses":{},"requestState":"s"';
    for (const meta of [own, `${own},"a":1`]) {
      const params = `{${retry},"name":"t","_meta":{${meta}}}`;
      expect(lowered(call(params))).not.toContain('inputResponses');
      expect(lowered(call(params))).not.toContain('requestState');
      expect(lowered(call(params, 'completion/complete'))).toContain(retry);
    }
  });
});

describe('lowerNotification', () => {
  const changed = (params: string) =>
    `{"jsonrpc":"2.0","method":"notifications/resources/updated","params":${params}}`;
  const id = '"io.modelcontextprotocol/subscriptionId":1';
  test.each([
    [`{"uri":"a","_meta":{${id}}}`, '{"uri":"a"}'],
    [`{"uri":"a","_meta":{${id},"x":1.0}}`, '{"uri":"a","_meta":{"x":1.0}}'],
    ['{"uri":"a","_meta":{"x":1}}', '{"uri":"a","_meta":{"x":1}}'],
    ['{"uri":"a"}', '{"uri":"a"}'],
  ])('takes out the id of the listening: %s', (before, after) => {
    const frame = notificationOf(changed(before));
    expect(edited(frame, lowerNotification(frame))).toBe(changed(after));
  });
});

const envelopeKeys = Object.values(metaKeys);
const metaText = fc
  .tuple(memberTexts([...envelopeKeys, 'progressToken']), memberText('progressToken', valueText))
  .chain(([members, token]) => objectText([...members, token]));
/** Legacy requests with and without `_meta`, and the texts of the members of their params. */
const requests = fc
  .tuple(
    memberTexts(['_meta', 'name', 'inputResponses', 'requestState']),
    memberText('name', fc.constant('"tool"')),
    fc.option(memberText('_meta', metaText)),
  )
  .chain(([others, name, meta]) => {
    const members = [...others, name, ...(meta ? [meta] : [])];
    return fc.shuffledSubarray(members, { minLength: members.length });
  })
  .chain((members) =>
    fc.tuple(
      fc.constant(members.filter(({ key }) => key !== '_meta').map(({ text }) => text)),
      objectText(members).map((params) => call(params)),
    ),
  );

test('a request that is lifted and lowered means what it meant, byte for byte where untouched', () => {
  const added = { requestState: encode('"state"'), inputResponses: encode('{"q":{}}') };
  fc.assert(
    fc.property(requests, fc.boolean(), ([members, text], isRetry) => {
      const up = lifted(text, isRetry ? added : undefined);
      expect(readEnvelope(requestOf(up))?.clientCapabilities).toBeDefined();
      for (const member of members) expect(up).toContain(member);
      const down = lowered(up);
      for (const member of members) expect(down).toContain(member);
      expect(meaning(down)).toEqual(meaning(text));
    }),
  );
});

test('name and progress token are replaced in the same go', () => {
  fc.assert(
    fc.property(requests, ([members, text]) => {
      const frame = requestOf(text);
      const edits = liftRequest(frame, envelope, { requestState: encode('"state"') });
      const [name, meta] = paramSpans(frame, ['name', '_meta']) ?? [];
      const [token] = (meta && findMembers(frame.bytes, meta.start, ['progressToken'])) ?? [];
      if (!name) throw new Error('no name');
      edits.push({ span: name, text: '"other"' }, { span: frame.id, text: '42' });
      if (token) edits.push({ span: token, text: '42' });
      const up = edited(frame, edits);
      const { id, params } = JSON.parse(up);
      expect([id, params.name, params.requestState]).toEqual([42, 'other', 'state']);
      expect(params._meta.progressToken).toBe(token && 42);
      expect(params._meta).toMatchObject(envelopeMembers);
      for (const member of members) if (!member.includes('tool')) expect(up).toContain(member);
    }),
  );
});

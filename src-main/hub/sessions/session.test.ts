import { expect, test } from 'vitest';
import { type RequestFrame, readFrame } from '../../../src-shared/wire/frame.ts';
import { metaKeys } from '../../../src-shared/wire/meta-keys.ts';
import { readEnvelope } from '../mcp/envelope.ts';
import { Session } from './session.ts';

const both = { capabilities: { roots: {} }, clientInfo: { name: 'cursor', version: '2.1' } };

test('a modern request says who its client is; what it said before is not taken again', () => {
  const session = open();
  expect(adopt(session, both)).toEqual({ ok: true, changed: true });
  expect(session).toMatchObject({ clientName: 'cursor', clientVersion: '2.1', ...both });
  const { capabilities, clientKind } = session;
  expect(clientKind).not.toBe('');
  expect(adopt(session, both)).toEqual({ ok: true, changed: false });
  expect(session.capabilities).toBe(capabilities);
  expect(adopt(session, { ...both, capabilities: {} })).toEqual({ ok: true, changed: true });
  expect(session.clientKind).not.toBe(clientKind);
});

test('clients of both eras that can do the same are of one kind', () => {
  const [legacy, modern] = [open(), open()];
  legacy.introduce(both);
  adopt(modern, both);
  expect(modern.clientKind).toBe(legacy.clientKind);
});

test('who says nothing of its name keeps the one it gave before', () => {
  const session = open();
  adopt(session, { capabilities: {} });
  expect(session.clientName).toBe('unknown');
  adopt(session, both);
  adopt(session, { capabilities: {} });
  expect(session).toMatchObject({ clientName: 'cursor', capabilities: {} });
});

test('a handshake between two equal requests is not forgotten', () => {
  const session = open();
  adopt(session, both);
  session.introduce({ capabilities: {}, clientInfo: { name: 'other' } });
  expect(adopt(session, both)).toEqual({ ok: true, changed: true });
  expect(session).toMatchObject({ clientName: 'cursor', ...both });
});

test('what is refused changes nothing', () => {
  const session = open();
  adopt(session, both);
  for (const capabilities of [undefined, 'all', null, { x: 'x'.repeat(256 * 1024) }]) {
    expect(adopt(session, { ...both, capabilities })).toMatchObject({ ok: false });
  }
  for (const clientInfo of [1, ['me'], { name: 'x'.repeat(256 * 1024) }]) {
    expect(adopt(session, { ...both, clientInfo })).toMatchObject({ ok: false });
  }
  expect(session).toMatchObject(both);
});

test("the hub's own sessions are of no kind", () => {
  const session = new Session({ carrier: 'socket', profile: 'default', isHubs: true, send() {} });
  session.introduce(both);
  expect(session.clientKind).toBe('');
});

function open(): Session {
  return new Session({ carrier: 'socket', profile: 'default', send() {} });
}

function adopt(session: Session, said: { capabilities?: unknown; clientInfo?: unknown }) {
  const frame = request({
    [metaKeys.protocolVersion]: '2026-07-28',
    [metaKeys.clientCapabilities]: said.capabilities,
    [metaKeys.clientInfo]: said.clientInfo,
  });
  const envelope = readEnvelope(frame);
  if (!envelope) throw new Error('there is no envelope');
  return session.adopt(frame.bytes, envelope);
}

function request(meta: object): RequestFrame {
  const text = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'x', params: { _meta: meta } });
  const reading = readFrame(Buffer.from(text));
  if (!reading.ok || reading.frame.kind !== 'request') throw new Error('no request');
  return reading.frame;
}

import { describe, expect, test } from 'vitest';
import { claudeCode } from '../claude-code.ts';
import { claudeDesktop } from '../claude-desktop.ts';
import type { Dialect } from '../client.ts';
import { type EntryWish, type HubAddress, loomEntry } from './loom-entry.ts';

const hub: HubAddress = {
  command: ['/opt/loom/bin/loom', 'proxy'],
  http: 'http://127.0.0.1:8088/mcp',
  asksForToken: true,
};
const wish: EntryWish = {
  client: 'claude-code',
  label: 'Claude Code',
  dialect: claudeCode.dialect,
  platform: 'linux',
  profile: undefined,
  via: 'proxy',
};
const none: Dialect['refersIn'] = [];

describe('over the proxy', () => {
  test('names the client, and the profile where it is not the usual one', () => {
    const { value } = loomEntry({ ...wish, profile: 'review' }, hub);
    const args = ['proxy', '--client', 'claude-code', '--profile', 'review'];
    expect(value).toMatchObject({ command: '/opt/loom/bin/loom', args });
    const usual = loomEntry({ ...wish, profile: 'default' }, hub).value;
    expect(usual.args).toEqual(['proxy', '--client', 'claude-code']);
  });

  test('starts a script on Windows through its shell', () => {
    const command = ['C:\\Users\\a\\loom\\bin\\loom.cmd', 'proxy'];
    const { value } = loomEntry({ ...wish, platform: 'win32' }, { ...hub, command });
    expect(value).toMatchObject({
      command: 'cmd',
      args: ['/c', command[0], 'proxy', '--client', 'claude-code'],
    });
  });
});

describe('over HTTP', () => {
  const http = { ...wish, via: 'http' } as const;

  test('takes the token from the client’s own environment', () => {
    const { value, via, notes, foreign } = loomEntry(http, hub);
    expect(via).toBe('http');
    expect(value.headers).toEqual({ Authorization: `Bearer \${LOOM_TOKEN}` });
    expect(notes.join()).toContain('LOOM_TOKEN');
    expect(foreign).toEqual(expect.arrayContaining(['command', 'args']));
  });

  test('has no header where the hub asks for no token', () => {
    const { value, notes } = loomEntry(http, { ...hub, asksForToken: false });
    expect(value.url).toBe(hub.http);
    expect(value.headers ?? {}).toEqual({});
    expect(notes).toEqual([]);
  });

  test('says which profile in the address', () => {
    const { value } = loomEntry({ ...http, profile: 'a b' }, hub);
    expect(value.url).toBe('http://127.0.0.1:8088/mcp?profile=a%20b');
  });

  test.each([
    ['the client could keep the token in plain text only', { refersIn: none }, {}],
    ['HTTP is off', {}, { http: undefined }],
    ['the client takes no HTTP', { http: undefined }, {}],
  ])('uses the proxy where %s, and says so', (_name, dialect, address) => {
    const odd = { ...http, dialect: { ...wish.dialect, ...dialect } };
    const { value, via, notes } = loomEntry(odd, { ...hub, ...address });
    expect(via).toBe('proxy');
    expect(value.command).toBe('/opt/loom/bin/loom');
    expect(notes).toHaveLength(1);
    expect(JSON.stringify(value)).not.toContain('Bearer');
  });

  test('is refused where the client can start nothing and has nowhere to keep a token', () => {
    const dialect = { ...wish.dialect, refersIn: none };
    const confined = { ...wish, dialect, httpOnly: 'it runs in a sandbox' };
    expect(() => loomEntry(confined, hub)).toThrow(
      expect.objectContaining({ code: 'not-expressible' }),
    );
    expect(loomEntry({ ...wish, httpOnly: 'it runs in a sandbox' }, hub).via).toBe('http');
  });

  test('is nothing that Claude Desktop could use', () => {
    const desktop = { ...http, dialect: claudeDesktop.dialect, label: 'Claude Desktop' };
    expect(loomEntry(desktop, hub).via).toBe('proxy');
  });
});

import { randomBytes } from 'node:crypto';
import { type Zippable, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { readArchive } from './read-archive.ts';

const hello = new TextEncoder().encode('hello');

function pack(files: Zippable): Buffer {
  return Buffer.from(zipSync(files));
}

function open(bytes: Uint8Array, platform: NodeJS.Platform = 'linux') {
  return readArchive(bytes, platform);
}

async function unpackAll(bytes: Uint8Array): Promise<Record<string, string>> {
  const archive = open(bytes);
  const files = archive.entries.filter(({ isFolder }) => !isFolder);
  const texts = files.map(async (entry) => [
    entry.name,
    Buffer.from(await archive.read(entry)).toString(),
  ]);
  return Object.fromEntries(await Promise.all(texts));
}

/** Writes into each header of a file, both beside its content and in the table. */
function patch(bytes: Buffer, at: { local?: number; table: number }, value: Buffer): Buffer {
  const patched = Buffer.from(bytes);
  const local = patched.indexOf(Buffer.from([0x50, 0x4b, 3, 4]));
  const table = patched.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]));
  if (at.local !== undefined) value.copy(patched, local + at.local);
  value.copy(patched, table + at.table);
  return patched;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

describe('an archive', () => {
  test('gives its files back, packed or not, with folders and names of any language', async () => {
    const files: Zippable = {
      ...{ 'a/b.txt': hello, 'größe.txt': [hello, { level: 0 }], 'a/': new Uint8Array() },
    };
    expect(await unpackAll(pack(files))).toEqual({
      'a/b.txt': 'hello',
      'größe.txt': 'hello',
    });
  });

  test.each([false, true])(
    'may have a signature behind it, in its comment: %s',
    async (counted) => {
      const bytes = pack({ 'a.txt': hello });
      const signature = Buffer.concat([
        ...[Buffer.from('MCPB_SIG_V1'), uint32(64), randomBytes(64), Buffer.from('MCPB_SIG_END')],
      ]);
      if (counted) bytes.writeUInt16LE(signature.length, bytes.length - 2);
      const signed = Buffer.concat([bytes, signature]);
      expect(open(signed).isSigned).toBe(true);
      expect(open(pack({ 'a.txt': hello })).isSigned).toBe(false);
      expect(await unpackAll(signed)).toEqual({ 'a.txt': 'hello' });
    },
  );
});

describe('what leads out of its folder is refused', () => {
  test.each([
    '../evil.txt',
    'a/../../evil.txt',
    '/etc/passwd',
    'C:/windows/evil.txt',
    'a\\..\\evil.txt',
    './a.txt',
    'a//b.txt',
    'a\u0000b',
    'a\nb',
    'x'.repeat(500),
  ])('%j', (name) => {
    expect(() => open(pack({ [name]: hello }))).toThrow(/cannot be taken/);
  });

  test.each(['CON', 'a/aux.txt', 'a.txt:stream', 'a/b.'])('on Windows also %j', (name) => {
    const bytes = pack({ [name]: hello });
    expect(() => open(bytes, 'win32')).toThrow(/Windows/);
    expect(open(bytes).entries).toHaveLength(1);
  });

  test('a symbolic link, and whatever else is neither file nor folder', () => {
    const link = pack({ 'a.txt': [hello, { os: 3, attrs: 0o120777 << 16 }] });
    expect(() => open(link)).toThrow('"a.txt" cannot be taken: it is a symbolic link');
    const device = pack({ 'a.txt': [hello, { os: 3, attrs: 0o020666 << 16 }] });
    expect(() => open(device)).toThrow(/neither a file nor a folder/);
    const usual = pack({ 'a.txt': [hello, { os: 3, attrs: 0o100755 << 16 }] });
    expect(open(usual).entries).toHaveLength(1);
  });

  test('two files that are one where case does not count, or a file that is also a folder', () => {
    expect(() => open(pack({ 'a/B.txt': hello, 'A/b.txt': hello }))).toThrow(/twice/);
    expect(() => open(pack({ a: hello, 'a/b': hello }))).toThrow(/as a file and as a folder/);
  });
});

describe('what would swell is refused', () => {
  test('a bomb that says what it is', () => {
    const bomb = pack({ 'zeros.bin': [new Uint8Array(8 * 1024 * 1024), { level: 9 }] });
    expect(bomb.length).toBeLessThan(10_000);
    expect(() => open(bomb)).toThrow('"zeros.bin" would grow more than 250 times');
  });

  test('a bomb that lies about its size', async () => {
    const bomb = pack({ 'zeros.bin': [new Uint8Array(8 * 1024 * 1024), { level: 9 }] });
    const lying = patch(bomb, { local: 22, table: 24 }, uint32(1000));
    const archive = open(lying);
    const [entry] = archive.entries;
    expect(entry?.bytes).toBe(1000);
    await expect(entry && archive.read(entry)).rejects.toThrow(/larger than the archive says/);
  });

  test('more in all than there may be', () => {
    const huge = patch(pack({ 'a.txt': hello }), { table: 24 }, uint32(0xf0000000));
    expect(() => open(huge)).toThrow(/more than 1024 MB/);
  });

  test('files that share their content', () => {
    const content = new Uint8Array(randomBytes(4000));
    const bytes = pack({ 'a.bin': [content, { level: 0 }], 'b.bin': [content, { level: 0 }] });
    const table = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    const swollen = Buffer.from(bytes);
    uint32(9000).copy(swollen, table + 20);
    uint32(9000).copy(swollen, table + 24);
    expect(() => open(swollen)).toThrow(/overlap/);
  });
});

describe('what is broken is refused', () => {
  test('no archive, an empty one, half of one', () => {
    expect(() => open(Buffer.from('#!/bin/sh'))).toThrow(/does not begin as a zip archive/);
    expect(() => open(new Uint8Array())).toThrow(/does not begin/);
    expect(() => open(pack({}))).toThrow(/does not begin/);
    const bytes = pack({ 'a.txt': new Uint8Array(randomBytes(2000)) });
    expect(() => open(bytes.subarray(0, bytes.length - 40))).toThrow(/has no end/);
    expect(() => open(Buffer.concat([hello, bytes]))).toThrow(/does not begin/);
  });

  test('content that was changed, and a name that is another beside its content', async () => {
    const bytes = pack({ 'a.txt': [hello, { level: 0 }] });
    const changed = Buffer.from(bytes);
    changed.write('jello', changed.indexOf('hello'));
    await expect(unpackAll(changed)).rejects.toThrow('its content is damaged');
    const renamed = Buffer.from(bytes);
    renamed.write('b.txt', renamed.indexOf('a.txt'));
    await expect(unpackAll(renamed)).rejects.toThrow('it has two names');
  });

  test('encryption, and ways to pack that are not known', () => {
    const bytes = pack({ 'a.txt': hello });
    expect(() => open(patch(bytes, { table: 8 }, Buffer.from([1, 0])))).toThrow(/encrypted/);
    expect(() => open(patch(bytes, { table: 10 }, Buffer.from([99, 0])))).toThrow(/unknown way/);
  });

  test('whatever bytes are put in its place, it ends in a reason or in files', async () => {
    const bytes = pack({ 'a/b.txt': hello, 'c.bin': new Uint8Array(randomBytes(300)) });
    for (let at = 0; at < bytes.length; at += 1) {
      const damaged = Buffer.from(bytes);
      damaged[at] = (damaged[at] ?? 0) ^ 0x5a;
      await unpackAll(damaged).catch((error: unknown) => {
        expect(error).toMatchObject({ code: 'invalid-bundle' });
      });
    }
  });
});

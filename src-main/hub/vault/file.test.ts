import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { createFileVault } from './file.ts';
import { describeVault } from './vault.conformance.ts';

const folders: string[] = [];

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'loom-vault-'));
  folders.push(folder);
  return folder;
}

afterEach(removeFolders);

function removeFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

async function filledVault(secrets: Record<string, string>, masterKey?: string) {
  const folder = newFolder();
  const vault = createFileVault({ folder, masterKey });
  for (const [name, secret] of Object.entries(secrets)) await vault.set(name, secret);
  return { folder, vault, path: join(folder, 'vault.json') };
}

describeVault('file', {
  create: async (secrets) => (await filledVault(secrets)).vault,
  reopen: async () => createFileVault({ folder: folders.at(-1) ?? '' }),
});

/** One vault for many readings of damaged copies. */
async function damageable() {
  const { folder, path } = await filledVault({ TOKEN: 'canary-value', OTHER: '' });
  const whole = readFileSync(path);
  return {
    whole,
    /** What happens to a vault whose file is these bytes. */
    async read(bytes: Uint8Array) {
      writeFileSync(path, bytes);
      const vault = createFileVault({ folder });
      const reading = await vault.get('TOKEN').then(
        (secret) => ({ secret }),
        (error: { code: string; message: string }) => ({ error }),
      );
      await vault.set('NEW', 'x').catch(() => {});
      const untouched = readFileSync(path).equals(Buffer.from(bytes));
      writeFileSync(path, whole);
      return { ...reading, untouched };
    },
  };
}

describe('a damaged file', () => {
  test('is noticed wherever it was cut off, and left as it is', async () => {
    const { whole, read } = await damageable();
    // Without its last newline it is still whole.
    for (let length = 0; length < whole.length - 1; length += 11) {
      const found = await read(whole.subarray(0, length));
      expect(found).toMatchObject({ error: { code: 'vault-damaged' }, untouched: true });
    }
  });

  test('is noticed whichever bit has flipped, and left as it is', async () => {
    const { whole, read } = await damageable();
    const bit = fc.nat(whole.length * 8 - 1);
    await fc.assert(
      fc.asyncProperty(bit, async (index) => {
        const bytes = Buffer.from(whole);
        bytes[index >> 3] = (bytes[index >> 3] ?? 0) ^ (1 << (index & 7));
        const found = await read(bytes);
        expect(found).toMatchObject({ error: { message: expect.stringMatching(/vault\.json/) } });
        expect(found.untouched).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  test.each([
    ['a record taken out', (file: Parts) => file.records.pop()],
    ['records in another order', (file: Parts) => file.records.reverse()],
    ['a record under another name', (file: Parts) => rename(file, 'TOKEN', 'OTHER2')],
    ['a record twice', (file: Parts) => file.records.push(...file.records)],
    ['an added key', (file: Parts) => Object.assign(file, { more: 1 })],
  ])('is noticed with %s', async (_what, change) => {
    const { whole, read } = await damageable();
    const file = JSON.parse(whole.toString()) as Parts;
    change(file);
    const found = await read(Buffer.from(JSON.stringify(file)));
    expect(found).toMatchObject({ error: { code: 'vault-damaged' }, untouched: true });
  });

  test('says how to get back what there was, and that works', async () => {
    const { folder, vault, path } = await filledVault({ FIRST: 'one', SECOND: 'two' });
    writeFileSync(path, '{"version": 1');
    await expect(vault.list()).rejects.toMatchObject({
      code: 'vault-damaged',
      place: { file: path },
      remedy: expect.stringContaining('vault.json.bak'),
    });
    writeFileSync(path, readFileSync(`${path}.bak`));
    expect(await createFileVault({ folder }).get('FIRST')).toBe('one');
  });

  test('is not taken for none where it is gone and its previous version is not', async () => {
    const { vault, path } = await filledVault({ FIRST: 'one', SECOND: 'two' });
    rmSync(path);
    await expect(vault.get('FIRST')).rejects.toMatchObject({ code: 'vault-damaged' });
    await expect(vault.set('NEW', 'x')).rejects.toMatchObject({ code: 'vault-damaged' });
  });

  test('is told from one that a newer version wrote', async () => {
    const { vault, path } = await filledVault({ FIRST: 'one' });
    writeFileSync(path, JSON.stringify({ version: 2, anything: true }));
    await expect(vault.get('FIRST')).rejects.toMatchObject({
      code: 'vault-unavailable',
      message: expect.stringContaining('newer'),
    });
  });
});

interface Parts {
  records: { name: string }[];
}

function rename({ records }: Parts, from: string, to: string): void {
  for (const record of records) if (record.name === from) record.name = to;
}

describe('the key', () => {
  test('is made beside the file, for its owner alone, when the first secret is set', async () => {
    const { folder, vault } = await filledVault({});
    expect(await vault.get('TOKEN')).toBeUndefined();
    expect(readdirSync(folder)).toEqual([]);
    await vault.set('TOKEN', 'x');
    for (const name of ['vault.json', 'vault.key']) {
      expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    }
  });

  test('another one opens nothing, and destroys nothing', async () => {
    const { folder, path } = await filledVault(
      { TOKEN: 'canary' },
      randomBytes(32).toString('hex'),
    );
    const before = readFileSync(path);
    const wrong = createFileVault({ folder, masterKey: randomBytes(32).toString('base64') });
    const calls = [
      () => wrong.get('TOKEN'),
      () => wrong.list(),
      () => wrong.set('A', 'b'),
      () => wrong.rekey('x'),
    ];
    for (const call of calls) {
      await expect(call()).rejects.toMatchObject({
        code: 'vault-damaged',
        message: expect.stringContaining('does not open with the key in LOOM_MASTER_KEY'),
      });
    }
    expect(readFileSync(path)).toEqual(before);
  });

  test('is never made anew for a file that is there', async () => {
    const { folder, vault } = await filledVault({ TOKEN: 'x' });
    rmSync(join(folder, 'vault.key'));
    await expect(vault.set('A', 'b')).rejects.toMatchObject({ code: 'vault-locked' });
    expect(readdirSync(folder)).not.toContain('vault.key');
  });

  test.skipIf(process.platform === 'win32')('is refused where others can read it', async () => {
    const { folder, vault } = await filledVault({ TOKEN: 'x' });
    chmodSync(join(folder, 'vault.key'), 0o640);
    await expect(vault.get('TOKEN')).rejects.toMatchObject({
      code: 'vault-unavailable',
      remedy: expect.stringContaining('chmod 600'),
    });
  });

  test.each([
    ['hex', randomBytes(32).toString('hex')],
    ['base64', randomBytes(32).toString('base64')],
    ['base64url', randomBytes(32).toString('base64url')],
  ])('may be given as %s, and then lies nowhere', async (_form, masterKey) => {
    const { folder } = await filledVault({ TOKEN: 'x' }, masterKey);
    expect(await createFileVault({ folder, masterKey }).get('TOKEN')).toBe('x');
    expect(readdirSync(folder)).not.toContain('vault.key');
  });

  test('may be a passphrase, in either form of Unicode', async () => {
    const { folder, vault, path } = await filledVault({ TOKEN: 'x' }, 'caf\u00e9 au lait');
    expect(JSON.parse(readFileSync(path, 'utf8')).kdf).toMatchObject({ name: 'scrypt', n: 131072 });
    await vault.set('OTHER', 'y');
    const same = createFileVault({ folder, masterKey: 'cafe\u0301 au lait' });
    expect(await Promise.all([same.get('TOKEN'), same.get('OTHER')])).toEqual(['x', 'y']);
    const other = createFileVault({ folder, masterKey: 'cafe au lait' });
    await expect(other.get('TOKEN')).rejects.toMatchObject({ code: 'vault-damaged' });
    const none = createFileVault({ folder });
    await expect(none.get('TOKEN')).rejects.toMatchObject({
      code: 'vault-locked',
      remedy: expect.stringContaining('LOOM_MASTER_KEY'),
    });
  });

  test('a passphrase for a file that was made without one is refused, with the way to it', async () => {
    const { folder } = await filledVault({ TOKEN: 'x' });
    const vault = createFileVault({ folder, masterKey: 'open sesame' });
    await expect(vault.get('TOKEN')).rejects.toMatchObject({
      code: 'vault-locked',
      remedy: expect.stringContaining('loom secret rekey'),
    });
  });
});

describe('a new key', () => {
  test('opens all there was, and the old one nothing any more', async () => {
    const { folder, vault, path } = await filledVault({ A: 'one', B: '' });
    const changed = await vault.list();
    const oldKey = readFileSync(join(folder, 'vault.key'), 'utf8').trim();
    await vault.rekey(undefined);
    expect(await vault.get('A')).toBe('one');
    expect(await createFileVault({ folder }).list()).toEqual(changed);
    for (const file of [path, `${path}.bak`]) {
      const copy = newFolder();
      writeFileSync(join(copy, 'vault.json'), readFileSync(file));
      const old = createFileVault({ folder: copy, masterKey: oldKey });
      await expect(old.list()).rejects.toMatchObject({ code: 'vault-damaged' });
    }
  });

  test('may be a passphrase in place of the key file, and the other way round', async () => {
    const { folder, vault } = await filledVault({ A: 'one' });
    await vault.rekey('open sesame');
    expect(await vault.get('A')).toBe('one');
    expect(readdirSync(folder)).not.toContain('vault.key');
    const other = createFileVault({ folder, masterKey: 'open sesame' });
    await other.rekey(undefined);
    expect(await createFileVault({ folder }).get('A')).toBe('one');
  });

  test('opens the file also where the change was interrupted before the key was in place', async () => {
    const { folder, vault } = await filledVault({ A: 'one' });
    const oldKey = readFileSync(join(folder, 'vault.key'));
    await vault.rekey(undefined);
    writeFileSync(join(folder, 'vault.key.new'), readFileSync(join(folder, 'vault.key')), {
      mode: 0o600,
    });
    writeFileSync(join(folder, 'vault.key'), oldKey);
    const after = createFileVault({ folder });
    expect(await after.get('A')).toBe('one');
    await after.rekey(undefined);
    expect(await createFileVault({ folder }).get('A')).toBe('one');
    expect(readdirSync(folder)).not.toContain('vault.key.new');
  });
});

describe('several processes', () => {
  const writer = join(import.meta.dirname, 'testing/write-forever.ts');

  function write(folder: string, name: string): ChildProcess {
    return spawn(process.execPath, [writer, folder, name], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  }

  async function kill(child: ChildProcess): Promise<void> {
    // Not only gone: all that it said is read.
    const closed = once(child, 'close');
    child.kill('SIGKILL');
    await closed;
  }

  /** The last change of which a writer said that it was made. */
  function follow(child: ChildProcess): { last(): number; reached(count: number): Promise<void> } {
    let text = '';
    child.stdout?.on('data', (chunk) => {
      text += chunk;
    });
    const last = () => Number(text.trimEnd().split('\n').at(-1));
    return {
      last,
      async reached(count) {
        while (last() < count) await once(child.stdout ?? child, 'data');
      },
    };
  }

  test('write at once, and neither undoes what the other wrote', async () => {
    const folder = newFolder();
    const children = ['A', 'B'].map((name) => write(folder, name));
    const followers = children.map(follow);
    await Promise.all(followers.map(({ reached }) => reached(15)));
    await Promise.all(children.map(kill));
    const vault = createFileVault({ folder });
    for (const [index, name] of ['A', 'B'].entries()) {
      expect(Number(await vault.get(name))).toBeGreaterThanOrEqual(followers[index]?.last() ?? 0);
    }
  });

  test.each([2, 3, 4, 5, 6, 7, 8, 9])(
    'one that is killed while it writes leaves the last or the next value, always whole: after %i',
    async (count) => {
      const { folder, vault } = await filledVault({ KEPT: 'kept' });
      const child = write(folder, 'A');
      const { last, reached } = follow(child);
      await reached(count);
      await kill(child);
      const value = Number(await vault.get('A'));
      expect(value - last()).toBeGreaterThanOrEqual(0);
      expect(value - last()).toBeLessThanOrEqual(1);
      expect(await vault.get('KEPT')).toBe('kept');
      // Nor does what it held at the time keep the next one from writing.
      await vault.set('A', 'after it');
      expect(await vault.get('A')).toBe('after it');
    },
  );

  test('what a power failure left between write and rename is cleared away by the next change', async () => {
    const { folder, vault } = await filledVault({ A: 'one' });
    writeFileSync(join(folder, '.vault.json.0123456789ab.tmp'), '{"version": 1, "kd');
    expect(await vault.get('A')).toBe('one');
    await vault.set('B', 'two');
    expect(await vault.get('A')).toBe('one');
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});

test('no file holds a value or a passphrase in plain text', async () => {
  const { folder, vault } = await filledVault({ TOKEN: 'canary-value-1' }, 'canary passphrase');
  await vault.set('TOKEN', 'canary-value-2');
  for (const name of readdirSync(folder)) {
    expect(readFileSync(join(folder, name), 'latin1')).not.toMatch(/canary/);
  }
});

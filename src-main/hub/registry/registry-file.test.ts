import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LoomError } from '../../../src-shared/errors.ts';
import type { RegistryDiff } from './diff-registry.ts';
import { withFileLock } from './file-lock.ts';
import { openRegistry, type RegistryFile } from './registry-file.ts';

const one = 'servers:\n  a: {transport: stdio, command: x} # mine\n';
const two = `${one}  b: {transport: stdio, command: y}\n`;
const broken = `${one}  b: {transport: stdio, comand: y, enabled: 7}\n`;
const entry = { transport: 'stdio', command: 'npx' };
const noDiff = { added: [], changed: [], removed: [], profilesChanged: false, orderChanged: false };

let folder: string;
let path: string;
let opened: RegistryFile[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'loom-registry-'));
  path = join(folder, 'registry.yaml');
  opened = [];
});

afterEach(async () => {
  await Promise.all(opened.map((registry) => registry.close()));
  await rm(folder, { recursive: true, force: true });
});

async function open(text?: string): Promise<RegistryFile> {
  if (text !== undefined) await writeFile(path, text);
  const registry = await openRegistry({ path, debounceMs: 20 });
  opened.push(registry);
  return registry;
}

const ids = (registry: RegistryFile) => Object.keys(registry.current().servers);

function collectChanges(registry: RegistryFile): RegistryDiff[] {
  const changes: RegistryDiff[] = [];
  registry.onChange((diff) => changes.push(diff));
  return changes;
}

function nextChange(registry: RegistryFile): Promise<RegistryDiff> {
  return new Promise((resolve) => {
    const stop = registry.onChange((diff) => {
      stop();
      resolve(diff);
    });
  });
}

function nextProblem(registry: RegistryFile): Promise<LoomError | undefined> {
  return new Promise((resolve) => {
    const stop = registry.onProblem((problem) => {
      stop();
      resolve(problem);
    });
  });
}

describe('opening', () => {
  test('gives the servers, and entries as they are written', async () => {
    const registry = await open(one);
    expect(registry.current().servers.a).toMatchObject({ command: 'x', enabled: true, args: [] });
    expect(registry.entry('a')).toEqual({ transport: 'stdio', command: 'x' });
    expect(registry.entry('toString')).toBeUndefined();
    expect(registry.problem()).toBeUndefined();
  });

  test('a file that is not there is an empty registry, and makes no file', async () => {
    const registry = await open();
    expect(registry.current()).toEqual({ servers: {}, profiles: {} });
    expect(registry.problem()).toBeUndefined();
    expect(await readdir(folder)).toEqual([]);
  });

  test('a broken file is reported and never written to', async () => {
    const registry = await open(broken);
    expect(ids(registry)).toEqual([]);
    expect(registry.problem()).toMatchObject({
      code: 'invalid-registry',
      place: { file: path, line: 3 },
      message: expect.stringContaining('did you mean "command"? (and 1 more: see `loom validate`)'),
    });
    await expect(registry.addServer('c', entry)).rejects.toMatchObject({
      code: 'invalid-registry',
    });
    await expect(registry.setEnabled('a', false)).rejects.toMatchObject({
      code: 'invalid-registry',
    });
    expect(await readFile(path, 'utf8')).toBe(broken);
  });

  test.each([
    ['a folder', () => mkdir(path), 'it is a folder'],
    ['no UTF-8', () => writeFile(path, Buffer.from([0xff, 0xfe, 0x61])), 'it is not UTF-8'],
    ['a link in a circle', () => symlink(path, path), 'ELOOP'],
  ])('%s is unreadable, which is not empty', async (_, make, why) => {
    await make();
    const registry = await open();
    expect(registry.problem()).toMatchObject({
      code: 'file-unreadable',
      message: expect.stringContaining(why),
    });
    await expect(registry.addServer('c', entry)).rejects.toMatchObject({
      code: expect.stringMatching(/^file-un(read|writ)able$/),
    });
  });

  test.skipIf(process.getuid?.() === 0)('a file that may not be read is unreadable', async () => {
    await writeFile(path, one, { mode: 0o000 });
    expect((await open()).problem()).toMatchObject({ code: 'file-unreadable' });
  });
});

describe('watching', () => {
  test('tells what changed in meaning', async () => {
    const registry = await open(`${one}  z: {transport: stdio, command: z}\n`);
    const change = nextChange(registry);
    const text =
      'servers:\n  n: {command: n, transport: stdio}\n  a: {transport: stdio, command: x, args: [-v]}\n';
    await writeFile(path, `${text}profiles: {p: {servers: [a]}}\n`);
    expect(await change).toEqual({
      added: ['n'],
      changed: ['a'],
      removed: ['z'],
      profilesChanged: true,
      orderChanged: false,
    });
    expect(ids(registry)).toEqual(['n', 'a']);
  });

  test('a broken edit keeps the last good state; mending it clears the problem', async () => {
    const registry = await open(one);
    const changes = collectChanges(registry);
    let problem = nextProblem(registry);
    await writeFile(path, broken);
    expect(await problem).toMatchObject({ code: 'invalid-registry', place: { line: 3 } });
    expect(ids(registry)).toEqual(['a']);
    await expect(registry.reload()).rejects.toMatchObject({ code: 'invalid-registry' });
    expect(changes).toEqual([]);

    problem = nextProblem(registry);
    await writeFile(path, one);
    expect(await problem).toBeUndefined();
    expect(registry.problem()).toBeUndefined();
    expect(changes).toEqual([]);
  });

  test('follows editors that replace the file, time after time', async () => {
    const registry = await open(one);
    for (const id of ['b', 'c', 'd']) {
      const change = nextChange(registry);
      await writeFile(`${path}.new`, `servers: {${id}: {transport: stdio, command: x}}\n`);
      await rename(`${path}.new`, path);
      expect((await change).added).toEqual([id]);
    }
  });

  test('a file that vanishes is a problem, not an empty registry; it may come back', async () => {
    const registry = await open(one);
    const gone = nextProblem(registry);
    await rm(path);
    expect(await gone).toMatchObject({
      code: 'file-unreadable',
      message: expect.stringContaining('gone'),
    });
    expect(ids(registry)).toEqual(['a']);
    await expect(registry.addServer('c', entry)).rejects.toMatchObject({ code: 'file-unreadable' });

    const change = nextChange(registry);
    await writeFile(path, two);
    expect(await change).toEqual({ ...noDiff, added: ['b'] });
    expect(registry.problem()).toBeUndefined();
  });

  test('notices a first file', async () => {
    const registry = await open();
    const change = nextChange(registry);
    await writeFile(path, one);
    expect((await change).added).toEqual(['a']);
  });

  test('follows a symbolic link to where the file really is', async () => {
    await mkdir(join(folder, 'dotfiles'));
    const real = join(folder, 'dotfiles', 'loom.yaml');
    await writeFile(real, one);
    await symlink(real, path);
    const registry = await open();
    const change = nextChange(registry);
    await writeFile(`${real}.new`, two);
    await rename(`${real}.new`, real);
    expect((await change).added).toEqual(['b']);
  });

  test('several writes in a row are one change', async () => {
    await writeFile(path, one);
    const registry = await openRegistry({ path, debounceMs: 150 });
    opened.push(registry);
    const changes = collectChanges(registry);
    const change = nextChange(registry);
    await writeFile(path, '');
    await writeFile(path, broken);
    await writeFile(path, two);
    await change;
    expect(changes).toEqual([{ ...noDiff, added: ['b'] }]);
  });

  test('follows a symbolic link that is pointed elsewhere', async () => {
    for (const [name, text] of [
      ['old', one],
      ['new', two],
    ] as const) {
      await mkdir(join(folder, name));
      await writeFile(join(folder, name, 'r.yaml'), text);
    }
    await symlink(join(folder, 'old', 'r.yaml'), path);
    const registry = await open();
    let change = nextChange(registry);
    await symlink(join(folder, 'new', 'r.yaml'), `${path}.new`);
    await rename(`${path}.new`, path);
    expect((await change).added).toEqual(['b']);

    change = nextChange(registry);
    await writeFile(join(folder, 'new', 'r.yaml'), one);
    expect((await change).removed).toEqual(['b']);
  });

  test('a file that was cut and is being written is not taken for empty', async () => {
    const registry = await open(one);
    const changes = collectChanges(registry);
    await writeFile(path, '');
    const reading = registry.reload();
    await delay(20);
    // At once: written in steps, it might still be empty when it is looked at for the second time.
    writeFileSync(path, two);
    await reading;
    await registry.reload();
    expect(changes).toEqual([{ ...noDiff, added: ['b'] }]);
  });

  test('a file that is empty for good means no servers', async () => {
    const registry = await open(one);
    await writeFile(path, '');
    await registry.reload();
    expect(ids(registry)).toEqual([]);
  });

  test('nothing is told after closing', async () => {
    const registry = await open(one);
    const told: unknown[] = [];
    registry.onChange((diff) => told.push(diff));
    await registry.close();
    await writeFile(path, two);
    expect((await registry.reload()).added).toEqual(['b']);
    expect(told).toEqual([]);
  });
});

describe('reloading', () => {
  test('takes over what is new; comments and key order are not', async () => {
    const registry = await open(one);
    const changes = collectChanges(registry);
    await writeFile(path, '# hi\nservers:\n  a:\n    command: "x"\n    transport: stdio\n');
    expect(await registry.reload()).toEqual(noDiff);
    await writeFile(path, two);
    await registry.reload();
    expect(changes).toEqual([{ ...noDiff, added: ['b'] }]);
  });

  test('tells another order of the servers', async () => {
    const registry = await open(two);
    const changes = collectChanges(registry);
    const [head, a, b] = two.split('\n');
    await writeFile(path, [head, b, a].join('\n'));
    await registry.reload();
    expect(changes).toEqual([{ ...noDiff, orderChanged: true }]);
  });
});

describe('editing', () => {
  test('writes, and tells at once', async () => {
    const registry = await open(one);
    const changes = collectChanges(registry);
    await registry.addServer('b', entry);
    await registry.setEnabled('a', false);
    await registry.setEnabled('a', false);
    expect(await registry.removeServer('b')).toEqual(entry);
    expect(changes).toEqual([
      { ...noDiff, added: ['b'] },
      { ...noDiff, changed: ['a'] },
      { ...noDiff, removed: ['b'] },
    ]);
    expect(await readFile(path, 'utf8')).toBe(
      'servers:\n  a: {transport: stdio, command: x, enabled: false} # mine\n',
    );
  });

  test('takes in what others wrote meanwhile', async () => {
    const registry = await open(one);
    await writeFile(path, two);
    await registry.addServer('c', entry);
    expect(ids(registry)).toEqual(['a', 'b', 'c']);
  });

  test('makes a private file in a private folder where there is none', async () => {
    path = join(folder, 'deep', 'loom', 'registry.yaml');
    const registry = await open();
    await registry.addServer('a', entry);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, 'deep'))).mode & 0o777).toBe(0o700);
    expect(await readFile(path, 'utf8')).toBe(
      'servers:\n  a:\n    transport: stdio\n    command: npx\n',
    );
  });

  test('keeps the mode, and writes through a symbolic link', async () => {
    const real = join(folder, 'real.yaml');
    await writeFile(real, one);
    await chmod(real, 0o640);
    await symlink('real.yaml', path);
    await (await open()).addServer('b', entry);
    expect((await lstat(path)).isSymbolicLink()).toBe(true);
    expect((await stat(real)).mode & 0o777).toBe(0o640);
    expect(await readFile(real, 'utf8')).toContain('  b:\n');
    expect((await readdir(folder)).sort()).toEqual([
      'real.yaml',
      'real.yaml.lock',
      'registry.yaml',
    ]);
  });

  test('refuses what is there or not there, and keeps the file', async () => {
    const registry = await open(one);
    await expect(registry.addServer('a', entry)).rejects.toMatchObject({ code: 'name-taken' });
    await expect(registry.addServer('b', {})).rejects.toMatchObject({ code: 'invalid-registry' });
    await expect(registry.removeServer('b')).rejects.toMatchObject({ code: 'not-found' });
    await expect(registry.setEnabled('b', true)).rejects.toMatchObject({ code: 'not-found' });
    expect(registry.problem()).toBeUndefined();
    expect(await readFile(path, 'utf8')).toBe(one);
  });

  test('that cannot be written changes nothing and leaves no litter', async () => {
    await mkdir(join(folder, 'registry.yaml.lock'));
    const registry = await open(one);
    await expect(registry.addServer('b', entry)).rejects.toMatchObject({ code: 'file-unwritable' });
    expect(ids(registry)).toEqual(['a']);
    expect(await readFile(path, 'utf8')).toBe(one);
  });
});

describe('two writers at once', () => {
  const children: ChildProcess[] = [];
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
  });

  /** A process of its own that runs `script` with the real modules in scope. */
  function run(script: string): ChildProcess {
    const module = (name: string) => new URL(`./${name}.ts`, import.meta.url).href;
    const code = `
      import { openRegistry } from ${JSON.stringify(module('registry-file'))};
      import { withFileLock } from ${JSON.stringify(module('file-lock'))};
      const path = ${JSON.stringify(path)};
      ${script}`;
    const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', code], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    return child;
  }

  test('in two processes lose nothing', async () => {
    await writeFile(path, one);
    const writer = (name: string) =>
      run(`
        const registry = await openRegistry({ path });
        for (let index = 0; index < 8; index++) {
          await registry.addServer('${name}' + index, ${JSON.stringify(entry)});
        }
        await registry.close();`);
    const ends = await Promise.all([once(writer('left'), 'exit'), once(writer('right'), 'exit')]);
    expect(ends).toEqual([
      [0, null],
      [0, null],
    ]);
    const registry = await open();
    const expected = ['left', 'right'].flatMap((name) =>
      [0, 1, 2, 3, 4, 5, 6, 7].map((index) => name + index),
    );
    expect(ids(registry).sort()).toEqual(['a', ...expected].sort());
    expect(await readFile(path, 'utf8')).toContain(one);
  }, 20_000);

  test('in one process lose nothing', async () => {
    const [left, right] = [await open(one), await open()];
    await Promise.all([
      left.addServer('b', entry),
      right.addServer('c', entry),
      left.addServer('d', entry),
    ]);
    await left.reload();
    expect(ids(left).sort()).toEqual(['a', 'b', 'c', 'd']);
  });

  test('a lock of a killed process holds nobody up', async () => {
    const holder = run(`
      await withFileLock(path, async () => {
        console.log('held');
        // A promise that nothing could ever settle would be collected, and the lock with it.
        await new Promise((resolve) => setTimeout(resolve, 60_000));
      });`);
    if (holder.stdout) await once(holder.stdout, 'data');
    await expect(withFileLock(path, async () => {}, 60)).rejects.toMatchObject({
      code: 'file-unwritable',
      message: expect.stringContaining('another process is editing'),
    });
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    expect(await withFileLock(path, async () => 'mine', 5_000)).toBe('mine');
  });
});

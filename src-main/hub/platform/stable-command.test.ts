import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { stableCommand, writeStableCommand } from './stable-command.ts';

const run = promisify(execFile);
const ada = { platform: 'linux', home: '/home/ada', env: {}, loomHome: undefined };

describe('where it lies', () => {
  test.each([
    ['linux', '/home/ada', {}, undefined, '/home/ada/.local/share/loom/bin/loom'],
    ['darwin', '/Users/ada', {}, undefined, '/Users/ada/.local/share/loom/bin/loom'],
    ['linux', '/home/ada', {}, '/srv/loom', '/srv/loom/bin/loom'],
    [
      'win32',
      'C:\\Users\\ada',
      {},
      undefined,
      'C:\\Users\\ada\\AppData\\Local\\loom\\bin\\loom.cmd',
    ],
    ['win32', 'C:\\Users\\ada', { LOCALAPPDATA: 'D:\\L' }, undefined, 'D:\\L\\loom\\bin\\loom.cmd'],
    ['win32', 'C:\\Users\\ada', { LOCALAPPDATA: 'L' }, 'E:\\loom', 'E:\\loom\\bin\\loom.cmd'],
  ])('on %s in %s with %j and LOOM_HOME %s', (platform, home, env, loomHome, path) => {
    const input = { platform, home, env, loomHome, program: '/opt/loom' };
    expect(stableCommand(input).path).toBe(path);
  });
});

describe('for cmd.exe', () => {
  const windows = { ...ada, platform: 'win32', home: 'C:\\Users\\ada' };

  test('the way to the program survives percent signs, and lines end as cmd expects', () => {
    const { text } = stableCommand({ ...windows, program: 'C:\\100% Loom\\loom.cmd' });
    expect(text).toContain('set "program=C:\\100%% Loom\\loom.cmd"\r\n');
    expect(text.replaceAll('\r\n', '')).not.toContain('\n');
    expect(text).not.toContain('chcp');
  });

  test('a path beyond ASCII is read as UTF-8', () => {
    const { text } = stableCommand({ ...windows, program: 'C:\\Users\\Zoë\\loom.cmd' });
    expect(text.indexOf('chcp 65001')).toBeLessThan(text.indexOf('Zoë'));
    expect(text).toContain('chcp 65001');
  });
});

describe('of an app that macOS runs from a place that it takes away again', () => {
  const mac = { ...ada, platform: 'darwin', home: '/Users/ada' };
  const inside = 'Loom.app/Contents/Resources/bin/loom';

  test.each([
    `/private/var/folders/x1/T/AppTranslocation/6D1A/d/${inside}`,
    `/Volumes/Loom 0.1.0/${inside}`,
  ])('%s: the one among the applications is meant, once it is there', (program) => {
    const wanted = [`/Applications/${inside}`, `/Users/ada/Applications/${inside}`, program];
    const { text } = stableCommand({ ...mac, program });
    expect(text).toContain(`for program in ${wanted.map((one) => `'${one}'`).join(' ')};`);
  });

  test('one that stays is the only one', () => {
    const program = `/Users/ada/Desktop/${inside}`;
    expect(stableCommand({ ...mac, program }).text).toContain(`for program in '${program}';`);
  });
});

describe.skipIf(process.platform === 'win32')('for a shell', () => {
  let home: string;
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'loom-command-'));
  });
  afterEach(() => rm(home, { recursive: true, force: true }));

  async function place(folder: string, loomHome?: string) {
    const program = join(home, folder, 'loom');
    await mkdir(dirname(program), { recursive: true });
    await writeFile(program, `#!/bin/sh\nprintf '%s|' "${folder.length}" "$LOOM_HOME" "$@"\n`);
    await chmod(program, 0o755);
    const command = stableCommand({ ...ada, home, loomHome, program });
    writeStableCommand(command);
    return command;
  }

  test('it starts the real program with the arguments as they are, and needs no PATH', async () => {
    const folder = "Ada's $HOME `x`";
    const { path } = await place(folder);
    const { stdout } = await run(path, ['proxy', 'a b', '', '"$x"'], { env: {}, cwd: '/' });
    expect(stdout).toBe(`${folder.length}||proxy|a b||"$x"|`);
  });

  test('it leads to the hub of its own LOOM_HOME', async () => {
    const loomHome = join(home, "it's loom");
    const { path } = await place('real', loomHome);
    expect((await run(path, [], { env: { LOOM_HOME: '/other' } })).stdout).toContain(loomHome);
  });

  test('says so, and what to do, where the program is gone', async () => {
    const { path } = await place('real');
    await rm(join(home, 'real'), { recursive: true });
    const failure = await run(path, ['proxy'], { env: {} }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 69, stdout: '' });
    expect(failure).toMatchObject({
      stderr: expect.stringContaining('/real/loom is gone. Start Loom'),
    });
  });

  test('of an AppImage it starts the file, and names nothing of the mount', async () => {
    const image = join(home, 'Apps/Loom 0.1.AppImage');
    await mkdir(dirname(image));
    await writeFile(
      image,
      '#!/bin/sh\nprintf \'%s|\' "$ELECTRON_RUN_AS_NODE" "$NODE_OPTIONS" "$@"\n',
    );
    await chmod(image, 0o755);
    const mount = join(home, '.mount_LoomXy');
    const env = { APPIMAGE: image, APPDIR: mount };
    const command = stableCommand({ ...ada, home, env, program: `${mount}/resources/bin/loom` });
    expect(command.text).not.toContain(mount);
    writeStableCommand(command);
    const { stdout } = await run(command.path, ['proxy', 'a b'], { env: { NODE_OPTIONS: '-r x' } });
    expect(stdout).toMatch(
      /^1\|\|--max-semi-space-size=2\|--v8-pool-size=1\|-e\|require.*\|--no-sandbox\|proxy\|a b\|$/,
    );
  });

  test('is written anew only where it has to say something else', async () => {
    const command = await place('real');
    const before = await stat(command.path);
    writeStableCommand(command);
    expect((await stat(command.path)).ino).toBe(before.ino);
    expect(before.mode & 0o777).toBe(0o700);
    await place('moved');
    expect(await readFile(command.path, 'utf8')).toContain('/moved/loom');
  });

  test('says what stands in the way of its folder', async () => {
    await writeFile(join(home, '.local'), 'no folder');
    await expect(place('real')).rejects.toMatchObject({ code: 'file-unwritable' });
  });
});

import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createStartAtLogin } from './start-at-login.ts';
import { StandInApp } from './testing/stand-in-app.ts';

describe('on Linux', () => {
  test('it is a file in the autostart folder, whose removal switches it off', async () => {
    await using scene = await prepare();
    const login = scene.create();
    expect(login.isOn()).toBe(false);
    login.set(true);
    expect(login.isOn()).toBe(true);
    await rm(scene.file);
    expect(login.isOn()).toBe(false);
    login.set(false);
    expect(login.isOn()).toBe(false);
  });

  test('a desktop that switches it off in the file is believed', async () => {
    await using scene = await prepare();
    const login = scene.create();
    login.set(true);
    const text = await readFile(scene.file, 'utf8');
    await writeFile(scene.file, text.replace('enabled=true', 'enabled=false'));
    expect(login.isOn()).toBe(false);
  });

  test('an app that has moved is found again', async () => {
    await using scene = await prepare();
    scene.create().set(true);
    scene.create('/home/ada/Loom 2.AppImage');
    expect(await readFile(scene.file, 'utf8')).toContain('Exec="/home/ada/Loom 2.AppImage" ');
  });

  test("a file that is somebody else's stays as it is", async () => {
    await using scene = await prepare();
    const text = '[Desktop Entry]\nExec=loom --mine\n';
    await writeFile(scene.file, text);
    const login = scene.create();
    expect(login.isOn()).toBe(false);
    expect(() => login.set(true)).toThrow('was not written by Loom');
    expect(() => login.set(false)).toThrow('was not written by Loom');
    expect(await readFile(scene.file, 'utf8')).toBe(text);
  });

  test('what cannot be read is left alone, and shown as unknown', async () => {
    await using scene = await prepare();
    await mkdir(scene.file);
    const login = scene.create();
    expect(login.isOn()).toBeUndefined();
    expect(() => login.set(false)).toThrow('EISDIR');
    expect((await stat(scene.file)).isDirectory()).toBe(true);
  });
});

test.each(['darwin', 'win32'])('on %s the system is asked each time', async (platform) => {
  await using scene = await prepare();
  const login = scene.create('/opt/Loom/loom', platform);
  expect(login.isOn()).toBe(false);
  login.set(true);
  expect(scene.app.loginItem).toMatchObject({ openAtLogin: true, args: ['--hidden'] });
  expect(login.isOn()).toBe(true);
  scene.app.loginItem = {};
  expect(login.isOn()).toBe(false);
});

test('an app that runs from its sources is not started at login', async () => {
  await using scene = await prepare();
  scene.app.isPackaged = false;
  expect(scene.create().isOn()).toBeUndefined();
});

async function prepare() {
  const configHome = await mkdtemp(join(tmpdir(), 'loom-login-'));
  await mkdir(join(configHome, 'autostart'));
  const app = new StandInApp();
  app.isPackaged = true;
  return {
    app,
    file: join(configHome, 'autostart', 'loom.desktop'),
    create: (program = '/opt/Loom/loom', platform = 'linux') =>
      createStartAtLogin({ app: app as never, platform, configHome, program }),
    [Symbol.asyncDispose]: () => rm(configHome, { recursive: true, force: true }),
  };
}

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageApp } from '../../scripts/lib/package/package-app.js';
import { linuxSizes } from '../../scripts/lib/package/write-icons.js';
import { folderOfPrograms, isLinux, putProgram } from './installed-app.ts';
import { temporaryFolder } from './make-package.ts';
import { layLinuxElectron, put } from './stand-in-electron.ts';
import { fetchNothing } from './stand-in-others.ts';

// The tools that make a deb, an rpm and an AppImage are downloaded, so THESE THREE ARE NOT MADE here.
// electron-builder gets as far as to the command that it would run, and that is looked at.
if (!isLinux) console.warn('SKIPPED: what installers for Linux are made of is tried on Linux');
const validator = (process.env.PATH ?? '')
  .split(delimiter)
  .map((folder) => join(folder, 'desktop-file-validate'))
  .find((file) => existsSync(file));
if (!validator)
  console.warn('SKIPPED: desktop-file-validate (package desktop-file-utils) is missing');

interface AppImageOptions {
  desktop: string;
  desktopFileName: string;
}
type FpmOptions = [args: string[], desktopFile: string];

describe.skipIf(!isLinux)('AppImage, deb and rpm', () => {
  const place = temporaryFolder();
  let appImage: AppImageOptions;
  const fpm = new Map<string, { args: string[]; desktop: string }>();
  /** What a package brings along, by where it is installed; read while it is there. */
  const brought = new Map<string, string>();

  beforeAll(async () => {
    const electronDist = join(place.folder, 'electron');
    await layLinuxElectron(electronDist);
    await packageApp({
      platform: 'linux',
      archs: ['x64'],
      targets: ['AppImage', 'deb', 'rpm'],
      stage: join(place.folder, 'stage'),
      output: join(place.folder, 'made'),
      env: { LOOM_PUBLISH: 'ada/loom', LOOM_MAINTAINER: 'Ada <ada@example.com>' },
      electronDist,
      fetchPackage: fetchNothing,
      async onOptions(options) {
        if (Array.isArray(options)) note(options as FpmOptions);
        else appImage = options as AppImageOptions;
        return true;
      },
    });
  }, 300_000);

  afterAll(() => place[Symbol.dispose]());

  function note([args, desktopFile]: FpmOptions): void {
    const kind = optionIn(args, '--package').endsWith('.deb') ? 'deb' : 'rpm';
    fpm.set(kind, { args, desktop: readFileSync(desktopFile, 'utf8') });
    for (const name of ['--after-install', '--after-remove']) {
      brought.set(name, readFileSync(optionIn(args, name), 'utf8'));
    }
    for (const [from = '', to = ''] of args.map((arg) => arg.split('='))) {
      if (to.endsWith('.xml')) brought.set(to, readFileSync(from, 'utf8'));
    }
  }

  test('have a desktop file for the app, loom:// links and .mcpb files', () => {
    const desktop = fields(fpm.get('deb')?.desktop ?? '');
    expect(desktop).toMatchObject({
      Name: 'Loom',
      Exec: '/opt/Loom/loom %U',
      Icon: 'loom',
      Type: 'Application',
      Terminal: 'false',
      StartupWMClass: 'loom',
      Categories: 'Development;',
      MimeType: 'application/x-mcpb;x-scheme-handler/loom;',
    });
    expect(fields(fpm.get('rpm')?.desktop ?? '')).toEqual(desktop);
    const { 'X-AppImage-Version': version, ...image } = fields(appImage.desktop);
    expect(version).toMatch(/^\d/);
    expect(image).toEqual({ ...desktop, Exec: 'AppRun %U' });
    expect(appImage.desktopFileName).toBe('loom.desktop');
  });

  test.skipIf(!validator)('have one that desktop-file-validate takes', () => {
    for (const [kind, { desktop }] of fpm) {
      const file = join(place.folder, `${kind}.desktop`);
      put(file, desktop);
      expect(execFileSync(validator ?? '', [file]).toString()).toBe('');
    }
  });

  test('say which files are MCP bundles, so that the system understands it', () => {
    const text = brought.get('/usr/share/mime/packages/loom.xml') ?? '';
    expect(text).toContain('<mime-type type="application/x-mcpb">');
    expect(text).toContain('<glob pattern="*.mcpb"/>');
    const program = '/usr/bin/update-mime-database';
    if (!existsSync(program)) return console.warn(`SKIPPED: ${program} is missing`);
    const mime = join(place.folder, 'mime');
    put(join(mime, 'packages/loom.xml'), text);
    execFileSync(program, [mime], { stdio: 'pipe' });
    expect(readFileSync(join(mime, 'globs2'), 'utf8')).toContain('50:application/x-mcpb:*.mcpb');
  });

  test('bring the icon at every size, and name who made them', () => {
    for (const kind of ['deb', 'rpm']) {
      const { args = [] } = fpm.get(kind) ?? {};
      for (const size of linuxSizes) {
        const to = `/usr/share/icons/hicolor/${size}x${size}/apps/loom.png`;
        expect(args.filter((arg) => arg.endsWith(`/${size}x${size}.png=${to}`))).toHaveLength(1);
      }
      expect(optionIn(args, '--url')).toBe('https://github.com/ada/loom');
      expect(optionIn(args, '--maintainer')).toBe('Ada <ada@example.com>');
      expect(optionIn(args, '--license')).toBe('MIT');
    }
  });

  test('look for updates where the release is published', () => {
    const resources = join(place.folder, 'made/linux-unpacked/resources');
    const update = readFileSync(join(resources, 'app-update.yml'), 'utf8');
    for (const line of ['provider: github', 'owner: ada', 'repo: loom']) {
      expect(update).toContain(line);
    }
  });

  test('link the command line, not the window, and unlink it when they go, not when they change', () => {
    const bin = folderOfPrograms(join(place.folder, 'bin'), ['readlink', 'rm', 'ln']);
    const said = join(place.folder, 'said');
    // None of these may touch this machine: they only say how they were called.
    for (const name of ['update-alternatives', 'chmod', 'unshare']) {
      putProgram(join(bin, name), `#!/bin/sh\necho "${name} $*" >> '${said}'\n`);
    }
    const runScript = (name: string, ...args: string[]) => {
      const file = join(place.folder, 'script');
      putProgram(file, brought.get(name) ?? '');
      put(said, '');
      execFileSync('/bin/bash', [file, ...args], { env: { PATH: bin } });
      return readFileSync(said, 'utf8');
    };
    const link = '/usr/bin/loom loom /opt/Loom/resources/bin/loom 100';
    expect(runScript('--after-install', 'configure')).toContain(`--install ${link}\n`);
    const unlink = 'update-alternatives --remove loom /opt/Loom/resources/bin/loom\n';
    expect(runScript('--after-remove', 'remove')).toBe(unlink);
    expect(runScript('--after-remove', '0')).toBe(unlink);
    expect(runScript('--after-remove', 'upgrade')).toBe('');
    expect(runScript('--after-remove', '1')).toBe('');
  });
});

function optionIn(args: readonly string[], name: string): string {
  return args[args.indexOf(name) + 1] ?? '';
}

/** The keys of a desktop file's one group. */
function fields(desktop: string): Record<string, string> {
  const [head, ...lines] = desktop.trim().split('\n');
  expect(head).toBe('[Desktop Entry]');
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getRawHeader } from '@electron/asar';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { builderConfig } from '../../electron-builder.config.ts';
import { type PlatformName, packageApp } from '../../scripts/lib/package/package-app.js';
import { inRoot } from '../../scripts/lib/root.js';
import { putProgram } from './installed-app.ts';
import { temporaryFolder } from './make-package.ts';
import {
  english,
  fetchNothing,
  layMacElectron,
  layWindowsElectron,
  resEdit,
} from './stand-in-others.ts';

// electron-builder packs both on any system, with stand-ins for their Electron. What needs the system
// itself or a download is NOT DONE here: signing, notarising, the disk image, and running makensis.

const place = temporaryFolder();
afterAll(() => place[Symbol.dispose]());

async function pack(
  platform: PlatformName,
  lay: (folder: string) => Promise<void>,
  targets: string[],
): Promise<{ output: string; options: unknown[] }> {
  const electronDist = join(place.folder, `electron-${platform}`);
  const output = join(place.folder, platform);
  const options: unknown[] = [];
  await lay(electronDist);
  await packageApp({
    platform,
    archs: ['x64', 'arm64'],
    targets,
    stage: join(place.folder, `stage-${platform}`),
    output,
    env: {},
    electronDist,
    fetchPackage: fetchNothing,
    async onOptions(one) {
      options.push(one);
      return true;
    },
  });
  return { output, options };
}

/** What Electron holds an archive against. */
function headerHash(archive: string): string {
  return createHash('sha256').update(getRawHeader(archive).headerString).digest('hex');
}

describe('for macOS', () => {
  let output: string;
  beforeAll(async () => {
    ({ output } = await pack('mac', layMacElectron, ['dir']));
  }, 300_000);

  const contents = (folder: string) => join(output, folder, 'Loom.app/Contents');

  test.each([
    ['mac', 'x64'],
    ['mac-arm64', 'arm64'],
  ])('%s is an app with its command, its own native library and no other', (folder, arch) => {
    const resources = join(contents(folder), 'Resources');
    expect(readdirSync(join(resources, 'bin')).sort()).toEqual(['loom', 'loomd']);
    expect(readdirSync(join(contents(folder), 'MacOS'))).toEqual(['Loom']);
    const native = readdirSync(join(resources, 'app.asar.unpacked/node_modules/@napi-rs'));
    expect(native).toEqual([`keyring-darwin-${arch}`]);
    const icon = readFileSync(join(resources, 'icon.icns'));
    expect(icon.subarray(0, 4).toString()).toBe('icns');
    expect(icon.readUInt32BE(4)).toBe(icon.length);
  });

  test('says who it is, what it opens, and which archive is its own', () => {
    const plist = readFileSync(join(contents('mac'), 'Info.plist'), 'utf8').replace(/>\s+</g, '><');
    const has = (key: string, value: string) =>
      expect(plist).toContain(`<key>${key}</key>${value}`);
    has('CFBundleIdentifier', '<string>loom.desktop</string>');
    has('CFBundleExecutable', '<string>Loom</string>');
    has('LSApplicationCategoryType', '<string>public.app-category.developer-tools</string>');
    has('LSUIElement', '<true/>');
    has('CFBundleURLSchemes', '<array><string>loom</string></array>');
    has('CFBundleTypeExtensions', '<array><string>mcpb</string></array>');
    has('LSHandlerRank', '<string>Alternate</string>');
    const hash = headerHash(join(contents('mac'), 'Resources/app.asar'));
    has('algorithm', `<string>SHA256</string><key>hash</key><string>${hash}</string>`);
  });

  test('is hardened, and may compile at run time, and nothing else', () => {
    const { mac } = builderConfig({ stage: '/stage', output: '/output', env: {} });
    expect(mac).toMatchObject({ hardenedRuntime: true, target: ['dmg', 'zip'] });
    expect(mac?.entitlementsInherit).toBe(mac?.entitlements);
    const text = readFileSync(inRoot(mac?.entitlements ?? ''), 'utf8');
    const keys = [...text.matchAll(/<key>(.*?)<\/key>/g)].map(([, key]) => key);
    expect(keys).toEqual(['com.apple.security.cs.allow-jit']);
  });
});

describe('for Windows', () => {
  type Defines = Record<string, string | null>;
  let output: string;
  let installers: Map<string, Defines>;

  beforeAll(async () => {
    // An installer's content is compressed by a 7-Zip that would be downloaded: it stays empty.
    const zip = join(place.folder, '7za');
    const each = 'for one; do case $one in *.7z) echo none > "$one" ;; esac; done';
    putProgram(zip, `#!/bin/sh\n${each}\n`);
    process.env.ELECTRON_BUILDER_7ZIP_PATH = zip;
    try {
      const made = await pack('win', layWindowsElectron, ['nsis', 'portable']);
      output = made.output;
      const all = made.options as [Defines, { OutFile: string }][];
      installers = new Map(
        all.map(([defines, { OutFile }]) => [OutFile.replace(/^.*\/|"/g, ''), defines]),
      );
    } finally {
      delete process.env.ELECTRON_BUILDER_7ZIP_PATH;
    }
  }, 300_000);

  test('there are an installer and a portable program for each processor', () => {
    const names = [...installers.keys()].map((name) => name.replace(/\d+\.\d+\.\d+/, 'V'));
    expect(names.sort()).toEqual([
      'Loom-V-windows-arm64-portable.exe',
      'Loom-V-windows-arm64-setup.exe',
      'Loom-V-windows-x64-portable.exe',
      'Loom-V-windows-x64-setup.exe',
    ]);
  });

  test('the installer asks for no administrator, and the portable program neither', () => {
    for (const [name, defines] of installers) {
      if (name.includes('portable')) expect(defines.REQUEST_EXECUTION_LEVEL).toBe('user');
      else {
        expect(defines).toHaveProperty('ONE_CLICK');
        expect(defines).not.toHaveProperty('INSTALL_MODE_PER_ALL_USERS');
        expect(defines).not.toHaveProperty('DELETE_APP_DATA_ON_UNINSTALL');
      }
    }
    const script = readFileSync(inRoot('resources/package/installer.nsh'), 'utf8');
    expect(script).toContain(`"Software\\Classes\\loom\\shell\\open\\command" "" '"$appExe" "%1"'`);
    expect(script).not.toContain('HKLM');
  });

  test('the program says who it is, and which archive is its own', () => {
    const program = resEdit.NtExecutable.from(readFileSync(join(output, 'win-unpacked/Loom.exe')));
    const { entries } = resEdit.NtExecutableResource.from(program);
    const [about] = resEdit.Resource.VersionInfo.fromEntries(entries);
    expect(about?.getStringValues(english)).toMatchObject({
      ProductName: 'Loom',
      CompanyName: 'Loom contributors',
    });
    const integrity = entries.find(({ type }) => String(type) === 'INTEGRITY');
    const text = Buffer.from(integrity?.bin ?? new ArrayBuffer()).toString();
    const value = headerHash(join(output, 'win-unpacked/resources/app.asar'));
    const own = { file: 'resources\\app.asar', alg: 'SHA256', value };
    expect(JSON.parse(text)).toContainEqual(own);
    // 14 is a group of icons: one for the whole program, at seven sizes of type 3.
    const icons = entries.filter(({ type }) => type === 3);
    expect([entries.filter(({ type }) => type === 14).length, icons.length]).toEqual([1, 7]);
  });

  test('commands end their lines as cmd.exe wants it, beside those for other shells', () => {
    const bin = join(output, 'win-arm64-unpacked/resources/bin');
    expect(readdirSync(bin).sort()).toEqual(['loom', 'loom.cmd', 'loomd', 'loomd.cmd']);
    for (const name of ['loom.cmd', 'loomd.cmd']) {
      const text = readFileSync(join(bin, name), 'utf8');
      expect(text.replaceAll('\r\n', '')).not.toContain('\n');
      expect(text).toContain('\r\n');
    }
  });
});

describe('from the environment', () => {
  const config = (env: Record<string, string>) =>
    builderConfig({ stage: '/stage', output: '/output', env });

  test('come where updates are published, whom to ask, and who signs: none of it is made up', () => {
    const nothing = config({});
    expect(nothing.publish).toBeNull();
    expect(nothing.linux).not.toHaveProperty('maintainer');
    expect(nothing.linux?.target).toEqual(['AppImage', 'tar.gz']);
    expect(nothing.win).not.toHaveProperty('azureSignOptions');
    const azure = { LOOM_AZURE_ENDPOINT: 'e', LOOM_AZURE_ACCOUNT: 'a', LOOM_AZURE_PROFILE: 'p' };
    const all = config({ LOOM_PUBLISH: 'ada/loom', LOOM_MAINTAINER: 'Ada <a@b.c>', ...azure });
    expect(all.publish).toMatchObject([{ provider: 'github', owner: 'ada', repo: 'loom' }]);
    expect(all.linux?.maintainer).toBe('Ada <a@b.c>');
    expect(all.linux?.target).toEqual(['AppImage', 'tar.gz', 'deb', 'rpm']);
    expect(all.win?.azureSignOptions).toMatchObject({ endpoint: 'e' });
    expect(config({ LOOM_PUBLISH: 'https://example.com' }).publish).toBeNull();
  });
});

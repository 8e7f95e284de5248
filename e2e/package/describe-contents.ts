import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { extractFile, listPackage, statFile } from '@electron/asar';
import { FuseV1Options, FuseVersion, flipFuses, getCurrentFuseWire } from '@electron/fuses';
import { describe, expect, test } from 'vitest';
import { checkFuses } from '../../scripts/lib/package/check-fuses.js';
import { listLicences } from '../../scripts/lib/package/list-licences.js';
import { linuxSizes } from '../../scripts/lib/package/write-icons.js';
import { inRoot, root } from '../../scripts/lib/root.js';
import { licences } from '../../src-renderer/features/about/licences.ts';
import { arch, unpackedFolder } from './installed-app.ts';
import type { MadePackage } from './make-package.ts';

/** Stands in the environment of whoever packs, and nowhere else. */
export const canary = 'canary-6f1c2e';

/** What the package for Linux holds, and what not. */
export function describeContents(packed: () => MadePackage): void {
  const unpacked = () => join(packed().output, unpackedFolder);
  const resources = () => join(unpacked(), 'resources');

  describe('what is packed', () => {
    const files = () => {
      const archive = join(resources(), 'app.asar');
      const all = listPackage(archive, { isPack: false }).map((path) => path.slice(1));
      return all.filter((path) => !('files' in statFile(archive, path)));
    };

    test('is the build, icons, presets and services, and the one package that is not bundled', () => {
      const allowed = [
        /^package\.json$/,
        /^LICENSE$/,
        /^dist\/(cli|main|preload|renderer)\/[^/]+\.(c?js|html)$/,
        /^dist\/renderer\/assets\/[^/]+\.(js|css|woff2?|svg|png)$/,
        /^resources\/icons\/[^/]+\.(png|svg)$/,
        /^resources\/presets\/[^/]+\.yaml$/,
        /^resources\/services\/[^/]+\.(service|plist|xml)$/,
        /^node_modules\/@napi-rs\/keyring(-linux-(x64|arm64)-gnu)?\/([^/]+\.(js|node)|package\.json|LICENSE[^/]*)$/,
      ];
      const packed = files();
      expect(packed.filter((path) => !allowed.some((pattern) => pattern.test(path)))).toEqual([]);
      expect(packed).toEqual(
        expect.arrayContaining([
          'dist/main/shell.cjs',
          'dist/main/headless.cjs',
          'dist/main/keychain-helper.cjs',
          'dist/main/activity-writer.cjs',
          'dist/preload/preload.cjs',
          'dist/renderer/index.html',
          'dist/cli/loom.cjs',
          'dist/cli/proxy.cjs',
          'resources/icons/app.png',
          'resources/presets/catalog.yaml',
          `node_modules/@napi-rs/keyring-linux-${arch}-gnu/package.json`,
        ]),
      );
      for (const folder of ['presets', 'services']) {
        const here = packed.filter((path) => path.startsWith(`resources/${folder}/`));
        expect(here.length).toBe(readdirSync(inRoot('resources', folder)).length);
      }
    });

    test('has only the native library outside of the archive', () => {
      const outside = readdirSync(join(resources(), 'app.asar.unpacked'), { recursive: true });
      const found = outside.map(String).filter((path) => path.includes('.'));
      const name = `keyring-linux-${arch}-gnu`;
      expect(found).toEqual([`node_modules/@napi-rs/${name}/keyring.linux-${arch}-gnu.node`]);
    });

    test('says who it is, and neither how it was built nor with what', () => {
      const text = extractFile(join(resources(), 'app.asar'), 'package.json').toString();
      const own = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
      expect(JSON.parse(text)).toEqual({
        name: 'loom',
        version: own.version,
        description: own.description,
        license: 'MIT',
        author: own.author,
        type: 'module',
        main: 'dist/main/shell.cjs',
        desktopName: 'loom.desktop',
      });
    });

    test('names no folder of this machine and none of its secrets', () => {
      const all = readdirSync(unpacked(), { recursive: true })
        .map((path) => join(unpacked(), String(path)))
        .filter(
          (path) => statSync(path).isFile() && !/as-electron|desktop\.cjs|\/loom$/.test(path),
        );
      const bytes = all.map((path) => ({ path, text: readFileSync(path, 'latin1') }));
      for (const forbidden of [`${root}/`, canary, packed().folder]) {
        expect(
          bytes.filter(({ text }) => text.includes(forbidden)).map(({ path }) => path),
        ).toEqual([]);
      }
    });

    test('has every fuse as it was asked for, and a wrong one would be told', async () => {
      const wire = await getCurrentFuseWire(join(unpacked(), 'loom'));
      const state = (option: FuseV1Options) => String.fromCharCode(Number(wire[option]));
      expect(state(FuseV1Options.RunAsNode)).toBe('1');
      expect(state(FuseV1Options.EnableCookieEncryption)).toBe('1');
      expect(state(FuseV1Options.EnableNodeOptionsEnvironmentVariable)).toBe('0');
      expect(state(FuseV1Options.EnableNodeCliInspectArguments)).toBe('0');
      expect(state(FuseV1Options.EnableEmbeddedAsarIntegrityValidation)).toBe('1');
      expect(state(FuseV1Options.OnlyLoadAppFromAsar)).toBe('1');
      expect(state(FuseV1Options.LoadBrowserProcessSpecificV8Snapshot)).toBe('0');
      expect(state(FuseV1Options.GrantFileProtocolExtraPrivileges)).toBe('0');
      expect(await checkFuses(unpacked(), 'linux')).toEqual([]);

      const wrong = {
        version: FuseVersion.V1,
        [FuseV1Options.OnlyLoadAppFromAsar]: false,
      } as const;
      await flipFuses(join(unpacked(), 'loom'), wrong);
      const found = await checkFuses(unpacked(), 'linux');
      expect(found).toEqual(['fuse OnlyLoadAppFromAsar is DISABLE, not ENABLE']);
    });

    test('has the icon at every size', () => {
      const icons = join(packed().output, '.stage-linux/icons/linux');
      for (const size of linuxSizes) {
        const image = readFileSync(join(icons, `${size}x${size}.png`));
        expect([image.readUInt32BE(16), image.readUInt32BE(20)]).toEqual([size, size]);
      }
    });
  });

  describe('licences and bill of materials', () => {
    const bill = () => JSON.parse(readFileSync(join(resources(), 'sbom.cdx.json'), 'utf8'));
    const names = (): string[] => bill().components.map(({ name }: { name: string }) => name);

    test('list what is shipped, and nothing that only builds or tests it', () => {
      const native = `@napi-rs/keyring-linux-${arch}-gnu`;
      const shipped = ['react', 'zod', 'hono', 'electron', '@napi-rs/keyring', native];
      expect(names()).toEqual(expect.arrayContaining(shipped));
      const builders = ['vite', 'vitest', 'typescript', 'electron-builder', 'playwright-core'];
      expect(names().filter((name) => builders.includes(name))).toEqual([]);
      for (const { purl, licenses, hashes } of bill().components) {
        expect(purl).toMatch(/^pkg:npm\/(%40[\w-]+\/)?[\w.-]+@\d/);
        expect(licenses).not.toEqual([]);
        expect(hashes[0].content).toMatch(/^[0-9a-f]{128}$/);
      }
    });

    test('agree with each other', () => {
      const text = readFileSync(join(resources(), 'THIRD-PARTY-LICENCES.txt'), 'utf8');
      for (const { name, version } of bill().components)
        expect(text).toContain(`${name} ${version}\n`);
    });

    test("are the console's own list, too: `node scripts/licences.js` writes it", () => {
      expect(licences).toEqual(listLicences(inRoot('dist')));
    });
  });
}

/** STAND-INS for Electron's distributions of macOS and Windows, as far as packing looks at them. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { FetchPackage } from '../../scripts/lib/package/stage-keyring.js';
import { fuseBytes, layCommon, put } from './stand-in-electron.ts';

/** An app bundle with its framework, which holds the fuses, and the one helper that has to be there. */
export async function layMacElectron(folder: string): Promise<void> {
  const contents = join(folder, 'Electron.app/Contents');
  const framework = 'Frameworks/Electron Framework.framework/Electron Framework';
  const helper = join(contents, 'Frameworks/Electron Helper.app/Contents');
  await layCommon(folder, join(contents, 'Resources'));
  put(join(contents, 'Info.plist'), plist('Electron'));
  put(join(contents, 'MacOS/Electron'), 'no program');
  put(join(contents, 'Resources/electron.icns'), 'no icon');
  put(join(contents, framework), fuseBytes);
  put(join(helper, 'Info.plist'), plist('Electron Helper'));
  put(join(helper, 'MacOS/Electron Helper'), 'no program');
}

/** A program in Windows' own format without any code, its fuses among its resources. */
export async function layWindowsElectron(folder: string): Promise<void> {
  await layCommon(folder, join(folder, 'resources'));
  put(join(folder, 'electron.exe'), windowsProgram());
}

/** In place of npm: the package's names, and no library. */
export const fetchNothing: FetchPackage = async ({ folder, name }) => {
  for (const one of ['keyring', name]) {
    const manifest = { name: `@napi-rs/${one}`, version: '0.0.0', license: 'MIT' };
    put(join(folder, one, 'package.json'), JSON.stringify(manifest));
  }
  put(join(folder, name, `${name.replace('keyring-', 'keyring.')}.node`), 'no library');
  return folder;
};

function plist(name: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict>
<key>CFBundleExecutable</key><string>${name}</string>
<key>CFBundleIconFile</key><string>electron.icns</string>
<key>CFBundleName</key><string>${name}</string>
</dict></plist>
`;
}

interface Entry {
  type: number;
  id: number;
  lang: number;
  codepage: number;
  bin: ArrayBuffer;
}

/** As far as it is used here; it comes with electron-builder. */
export interface ResEdit {
  NtExecutable: {
    createEmpty(is32Bit: boolean, isDll: boolean): Program;
    from(bytes: Buffer): Program;
  };
  NtExecutableResource: {
    from(program: Program): { entries: Entry[]; outputResource(program: Program): void };
  };
  Resource: {
    VersionInfo: {
      createEmpty(): {
        lang: number;
        setStringValues(at: object, values: Record<string, string>): void;
        outputToResourceEntries(entries: Entry[]): void;
      };
      fromEntries(entries: Entry[]): { getStringValues(at: object): Record<string, string> }[];
    };
  };
}

interface Program {
  generate(): ArrayBuffer;
}

const builder = createRequire(createRequire(import.meta.url).resolve('electron-builder'));
export const resEdit: ResEdit = builder('resedit');
export const english = { lang: 1033, codepage: 1200 };

function windowsProgram(): Buffer {
  const program = resEdit.NtExecutable.createEmpty(false, false);
  const resources = resEdit.NtExecutableResource.from(program);
  const about = resEdit.Resource.VersionInfo.createEmpty();
  about.lang = english.lang;
  about.setStringValues(english, { ProductName: 'Electron', FileDescription: 'Electron' });
  about.outputToResourceEntries(resources.entries);
  const data = new Uint8Array(fuseBytes);
  resources.entries.push({ type: 10, id: 1, ...english, bin: data.buffer });
  resources.outputResource(program);
  return Buffer.from(program.generate());
}

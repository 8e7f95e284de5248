import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { describeAppImage } from './describe-app-image.ts';
import { canary, describeContents } from './describe-contents.ts';
import { describeLoom } from './describe-loom.ts';
import { arch, install, isLinux, putProgram } from './installed-app.ts';
import { type MadePackage, makePackage, temporaryFolder } from './make-package.ts';
import { layLinuxElectron } from './stand-in-electron.ts';

// electron-builder runs once, for real, and takes a stand-in for Electron; see stand-in-electron.ts for
// what that leaves out.
if (!isLinux) console.warn('SKIPPED: the package for Linux is made and tried on Linux');

describe.skipIf(!isLinux)('the package for Linux', () => {
  let made: MadePackage;
  let app: string;
  const tools = temporaryFolder();

  beforeAll(async () => {
    // electron-builder downloads a 7-Zip to compress with; gzip does the same here.
    const zip = join(tools.folder, '7za');
    const last = 'for one; do from=$to; to=$one; done';
    putProgram(zip, `#!/bin/sh\n${last}\nexec gzip -1 -c "$to" > "$from"\n`);
    const targets = ['dir', 'tar.gz'].flatMap((target) => ['--target', target]);
    made = await makePackage(layLinuxElectron, ['--linux', `--${arch}`, ...targets], {
      ELECTRON_BUILDER_7ZIP_PATH: zip,
      CSC_KEY_PASSWORD: canary,
      GH_TOKEN: canary,
    });
    const [archive = ''] = readdirSync(made.output).filter((name) => name.endsWith('.tar.gz'));
    app = install(join(made.output, archive), join(made.folder, 'with a blank'));
  }, 300_000);

  afterAll(() => {
    made?.[Symbol.dispose]();
    tools[Symbol.dispose]();
  });

  describeContents(() => made);
  describeLoom(() => app);
  describeAppImage(() => made);
});

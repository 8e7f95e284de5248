/**
 * A STAND-IN for Electron's distribution, where its runtime cannot be downloaded. electron-builder
 * takes it for the real one, so what it packs, how it names things and which fuses it flips is real;
 * WHAT RUNS IN THE RESULT IS NOT ELECTRON, but the pinned Node, the version that Electron embeds:
 *
 * - With ELECTRON_RUN_AS_NODE it is Node. Real Electron then reads app.asar like a folder, which Node
 *   cannot: `unpackForNode` puts a folder with the archive's content in its place.
 * - Without it, it would be the desktop app. The stand-in notes how it was called and runs the
 *   packaged hub alone, without a window: that a start leads to a hub can be seen, a window cannot.
 * - The fuses are bytes that lie in the program as in the real one; nobody heeds them.
 */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { createPackage, extractAll } from '@electron/asar';
import { FuseState } from '@electron/fuses';
import { pinnedNode } from '../../scripts/lib/pinned-node.js';

/** By this @electron/fuses finds the wire in a program. */
const fuseMark = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/** Version and length of the wire, then one byte for each fuse, as Electron ships them. */
const shippedFuses = [1, 9, ...'111100111'].map((one) =>
  typeof one === 'number' ? one : one === '1' ? FuseState.ENABLE : FuseState.DISABLE,
);

export const fuseBytes = Buffer.concat([Buffer.from(fuseMark), Buffer.from(shippedFuses)]);

/** The distribution for Linux, in `folder`. */
export async function layLinuxElectron(folder: string): Promise<void> {
  await layCommon(folder, join(folder, 'resources'));
  put(join(folder, 'chrome-sandbox'), '');
  put(join(folder, 'locales/en-US.pak'), '');
  put(join(folder, 'as-electron.cjs'), asElectron);
  put(join(folder, 'desktop.cjs'), desktop);
  // The shell ends with `exec`; what follows is never read as commands.
  const program = Buffer.concat([Buffer.from(launcher), fuseBytes, Buffer.from('\n')]);
  put(join(folder, 'electron'), program);
  for (const name of ['electron', 'chrome-sandbox']) chmodSync(join(folder, name), 0o755);
}

/** What every platform's has: the two licences, and an archive with Electron's own default app. */
export async function layCommon(folder: string, resources: string): Promise<void> {
  put(join(folder, 'LICENSE'), "The stand-in's licence.\n");
  put(join(folder, 'LICENSES.chromium.html'), '<p>None: this is a stand-in.</p>\n');
  put(join(folder, 'default_app/main.js'), '// Electron shows this where it has no app.\n');
  mkdirSync(resources, { recursive: true });
  await createPackage(join(folder, 'default_app'), join(resources, 'default_app.asar'));
  rmSync(join(folder, 'default_app'), { recursive: true });
}

/** Puts a folder in the archive's place, of the same name and with all that it holds. */
export function unpackForNode(resources: string): void {
  const archive = join(resources, 'app.asar');
  const unpacked = join(resources, '.app.asar');
  extractAll(archive, unpacked);
  rmSync(archive);
  renameSync(unpacked, archive);
}

/** How the desktop app was started, once for each time: its arguments and what tells Node. */
export function desktopStarts(home: string): { args: string[]; asNode: string | null }[] {
  const file = join(home, 'desktop-starts.jsonl');
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line));
}

export function put(file: string, content: string | Buffer): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

const launcher = `#!/bin/sh
# A STAND-IN for Electron: see e2e/package/stand-in-electron.ts.
here=\${0%/*}
export STAND_IN_PROGRAM="$0"
[ -n "$ELECTRON_RUN_AS_NODE" ] && exec '${pinnedNode}' --require "$here/as-electron.cjs" "$@"
exec '${pinnedNode}' --require "$here/as-electron.cjs" "$here/desktop.cjs" "$@"
`;

/** In Electron, the program that runs is Electron: what starts "itself" must come back to it. */
const asElectron = `process.execPath = process.env.STAND_IN_PROGRAM;
delete process.env.STAND_IN_PROGRAM;
`;

const desktop = `const { appendFileSync } = require('node:fs');
const { join } = require('node:path');
const asNode = process.env.ELECTRON_RUN_AS_NODE ?? null;
const start = { args: process.argv.slice(2), asNode };
appendFileSync(join(process.env.HOME, 'desktop-starts.jsonl'), JSON.stringify(start) + '\\n');
if (process.env.STAND_IN_DESKTOP === 'fails') process.exit(1);
const { runHeadless } = require(join(__dirname, 'resources/app.asar/dist/main/headless.cjs'));
runHeadless({ flags: {} }).then((code) => process.exit(code));
`;

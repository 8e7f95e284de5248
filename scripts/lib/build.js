import { renameSync, rmSync } from 'node:fs';
import { contentHash } from './content-hash.js';
import { pinnedNode } from './pinned-node.js';
import { inRoot } from './root.js';
import { runCollecting } from './run.js';
import { fail, say } from './say.js';
import { hasStamp, writeStamp } from './stamp.js';

const inputs = [
  'package.json',
  'package-lock.json',
  'vite.config.ts',
  'src-shared',
  'src-main',
  'src-preload',
  'src-renderer',
  'src-cli',
];
const stampFile = '.sources';

/** One hash over all that the product is built from. */
export function sourcesHash() {
  return contentHash(inputs);
}

/** Whether dist/ was built from the sources as they are. */
export function isBuilt() {
  return hasStamp(inRoot('dist', stampFile), sourcesHash());
}

export async function ensureBuilt() {
  if (!isBuilt()) await build();
}

/** Builds beside dist/ and swaps at the end, so that dist/ is whole at any time. */
export async function build() {
  say('building …');
  const sources = sourcesHash();
  const fresh = `.dist-${process.pid}`;
  const old = `${fresh}-old`;
  const { code, output } = await runCollecting(
    pinnedNode,
    [
      inRoot('node_modules/vite/bin/vite.js'),
      'build',
      '--app',
      '--config',
      inRoot('vite.config.ts'),
    ],
    { env: { ...process.env, LOOM_DIST: inRoot(fresh) } },
  );
  if (code !== 0) {
    remove(fresh);
    fail(`the build failed:\n${output}`);
  }
  writeStamp(inRoot(fresh, stampFile), sources);
  move('dist', old);
  move(fresh, 'dist');
  remove(old);
}

/** @param {string} from @param {string} to */
function move(from, to) {
  try {
    renameSync(inRoot(from), inRoot(to));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
}

/** @param {string} folder */
function remove(folder) {
  rmSync(inRoot(folder), { recursive: true, force: true });
}

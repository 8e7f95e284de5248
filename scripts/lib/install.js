import { existsSync, lstatSync } from 'node:fs';
import { isInstalled } from './install-stamp.js';
import { pinnedNode } from './pinned-node.js';
import { inRoot } from './root.js';
import { runCollecting } from './run.js';
import { fail, say } from './say.js';
import { withoutNpm } from './without-npm.js';

/** Installs the locked dependencies when node_modules is missing or belongs to another lock. */
export async function ensureInstalled() {
  if (isInstalled() && existsSync(pinnedNode)) return;
  refuseLink(inRoot('node_modules'));
  say('installing dependencies …');
  // Without npm's own PATH additions, so that npm runs on the machine's Node and not on the one
  // inside the node_modules that it is about to replace.
  const { code, output } = await runCollecting('npm', ['ci', '--loglevel=notice'], {
    env: withoutNpm(process.env),
    shell: process.platform === 'win32',
  });
  if (code !== 0) fail(`\`npm ci\` failed:\n${output}`);
  if (!existsSync(pinnedNode)) {
    fail(
      `the npm package \`node\` did not bring its binary. Are install scripts turned off ` +
        `(\`npm config get ignore-scripts\`)? Run \`npm ci --ignore-scripts=false\`.\n${output}`,
    );
  }
}

/**
 * `npm ci` empties the folder that it installs into, which would be another checkout's.
 * @param {string} folder
 */
function refuseLink(folder) {
  if (!lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink()) return;
  fail(
    `${folder} is a symbolic link, and what it leads to does not fit this checkout. ` +
      'Installing would replace that: remove the link, then try again.',
  );
}

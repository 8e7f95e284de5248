// `npm run dev`: rebuilds on every change and restarts the headless hub on each new build.
import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { ensureBuilt } from './lib/build.js';
import { ensureInstalled } from './lib/install.js';
import { pinnedNode } from './lib/pinned-node.js';
import { inRoot } from './lib/root.js';
import { say } from './lib/say.js';
import { withoutNpm } from './lib/without-npm.js';

const settleTime = 500;

await ensureInstalled();
await ensureBuilt();

const builder = spawn(
  pinnedNode,
  [inRoot('node_modules/vite/bin/vite.js'), 'build', '--app', '--watch', '--logLevel=warn'],
  { cwd: inRoot(), stdio: 'inherit' },
);
let hub = startHub();
/** @type {NodeJS.Timeout | undefined} */
let timer;

builder.on('exit', (code) => stop(code ?? 1));
for (const folder of ['dist/main', 'dist/cli']) {
  watch(inRoot(folder), () => {
    clearTimeout(timer);
    timer = setTimeout(restartHub, settleTime);
  });
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop(0));

function startHub() {
  const args = [inRoot('dist/cli/loom.cjs'), 'serve', ...process.argv.slice(2)];
  return spawn(pinnedNode, args, { stdio: 'inherit', env: withoutNpm(process.env) });
}

function restartHub() {
  say('restarting the hub …');
  const start = () => {
    hub = startHub();
  };
  if (hub.exitCode !== null || hub.signalCode !== null) return start();
  hub.removeAllListeners('exit').once('exit', start).kill('SIGTERM');
}

/** @param {number} code */
function stop(code) {
  clearTimeout(timer);
  hub.removeAllListeners('exit').kill('SIGTERM');
  builder.removeAllListeners('exit').kill('SIGTERM');
  process.exit(code);
}

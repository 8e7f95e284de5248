// `npm start`: a complete set-up command. The desktop app where it can run, else the headless hub.
import { ensureBuilt } from './lib/build.js';
import { ensureElectron, hasDisplay } from './lib/electron.js';
import { ensureInstalled } from './lib/install.js';
import { pinnedNode } from './lib/pinned-node.js';
import { inRoot } from './lib/root.js';
import { runShowing } from './lib/run.js';
import { withoutNpm } from './lib/without-npm.js';

await ensureInstalled();
await ensureBuilt();

const args = process.argv.slice(2);
const electron = hasDisplay() ? await ensureElectron() : undefined;
// They are src-shared/hub-node-flags.ts's, which the machine's own Node may not be able to read.
const flags = ['--max-semi-space-size=2', '--v8-pool-size=1'];
const [program, ...head] = electron
  ? [electron, inRoot()]
  : [pinnedNode, ...flags, inRoot('dist/cli/loom.cjs'), 'serve'];
process.exit(await runShowing(program, [...head, ...args], { env: withoutNpm(process.env) }));

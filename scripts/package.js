// `npm run package [-- options]`: a complete set-up command. Makes the desktop app's installers into
// artifacts/package; `-- --help` lists the options.
import { ensureBuilt } from './lib/build.js';
import { ensureInstalled } from './lib/install.js';
import { pinnedNode } from './lib/pinned-node.js';
import { inRoot } from './lib/root.js';
import { runShowing } from './lib/run.js';

await ensureInstalled();
await ensureBuilt();
// Its configuration is TypeScript, which the machine's own Node may not be able to read.
const job = inRoot('scripts/lib/package/main.js');
process.exit(await runShowing(pinnedNode, [job, ...process.argv.slice(2)]));

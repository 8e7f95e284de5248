// `node scripts/licences.js`: writes the console's list of packages from what the last build bundled.
import { ensureBuilt } from './lib/build.js';
import { ensureInstalled } from './lib/install.js';
import { pinnedNode } from './lib/pinned-node.js';
import { inRoot } from './lib/root.js';
import { runShowing } from './lib/run.js';

await ensureInstalled();
await ensureBuilt();
process.exit(await runShowing(pinnedNode, [inRoot('scripts/lib/package/write-licences-list.js')]));

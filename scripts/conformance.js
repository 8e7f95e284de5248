// `npm run conformance`: runs the official conformance suites and writes docs/conformance.md.
import { ensureBuilt } from './lib/build.js';
import { ensureInstalled } from './lib/install.js';
import { pinnedNode } from './lib/pinned-node.js';
import { inRoot } from './lib/root.js';
import { runShowing } from './lib/run.js';

await ensureInstalled();
await ensureBuilt();
process.chdir(inRoot());
const vitest = inRoot('node_modules/vitest/vitest.mjs');
process.exit(await runShowing(pinnedNode, [vitest, 'run', 'e2e/conformance', '--update']));

// `node scripts/openapi.js`: writes docs/openapi.json from the contract. Installs nothing.
import { pinnedNode } from './lib/pinned-node.js';
import { inRoot } from './lib/root.js';
import { runShowing } from './lib/run.js';

process.chdir(inRoot());
const vitest = inRoot('node_modules/vitest/vitest.mjs');
const page = 'src-main/hub/api/openapi.test.ts';
process.exit(await runShowing(pinnedNode, [vitest, 'run', page, '--update']));

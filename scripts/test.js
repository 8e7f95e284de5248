// `npm test [-- vitest arguments]`: a complete set-up command. Its last line on stdout is the counts.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from './lib/build.js';
import { ensureChromium } from './lib/chromium.js';
import { ensureDesktopTools } from './lib/desktop-tools.js';
import { ensureInstalled } from './lib/install.js';
import { ensureKeyring } from './lib/keyring.js';
import { pinnedNode } from './lib/pinned-node.js';
import { inRoot } from './lib/root.js';
import { runShowing } from './lib/run.js';

// Printed however this ends, so that a broken set-up counts as a failure and not as no result.
let counts = { passed: 0, failed: 1, skipped: 0 };
process.on('exit', () => {
  console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
});

await ensureInstalled();
await ensureChromium();
await ensureKeyring();
await ensureDesktopTools();
await ensureBuilt();

const folder = mkdtempSync(join(tmpdir(), 'loom-test-'));
const countsFile = join(folder, 'counts.json');
const code = await runShowing(
  pinnedNode,
  [inRoot('node_modules/vitest/vitest.mjs'), 'run', ...process.argv.slice(2)],
  { env: { ...process.env, TEST_COUNTS_FILE: countsFile } },
);
if (existsSync(countsFile)) counts = JSON.parse(readFileSync(countsFile, 'utf8'));
rmSync(folder, { recursive: true, force: true });
process.exit(code || (counts.failed > 0 || counts.passed === 0 ? 1 : 0));

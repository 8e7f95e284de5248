// `npm run check`: everything that can be known without running Loom. Shows the errors of all.
import { ensureInstalled } from './lib/install.js';
import { pinnedNode } from './lib/pinned-node.js';
import { inRoot } from './lib/root.js';
import { runCollecting } from './lib/run.js';

await ensureInstalled();

/** @type {[name: string, script: string, ...args: string[]][]} */
const checks = [
  ['types: shared', 'node_modules/typescript/bin/tsc', '-p', 'tsconfig.shared.json'],
  ['types: node', 'node_modules/typescript/bin/tsc', '-p', 'tsconfig.node.json'],
  ['types: console', 'node_modules/typescript/bin/tsc', '-p', 'tsconfig.renderer.json'],
  ['types: both worlds', 'node_modules/typescript/bin/tsc', '-p', 'tsconfig.mixed.json'],
  ['biome', 'node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings'],
  ['imports', 'scripts/check-imports.js'],
  ['unused (knip)', 'node_modules/knip/bin/knip.js', '--no-progress'],
];

process.chdir(inRoot());
const failed = [];
for (const [name, script, ...args] of checks) {
  const began = performance.now();
  const { code, output } = await runCollecting(pinnedNode, [inRoot(script), ...args]);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`);
  if (code === 0) continue;
  console.log(output);
  failed.push(name);
}
if (failed.length > 0) {
  console.log(`check failed: ${failed.join(', ')}`);
  process.exit(1);
}

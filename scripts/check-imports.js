// Runs dependency-cruiser, and fails when it cruised nothing: a parser that cannot read the sources
// makes it report success over 0 modules.
import { globSync } from 'node:fs';
import { inRoot, root } from './lib/root.js';
import { runCollecting } from './lib/run.js';

// Tests may import whatever they test, and the parser does not know `using`, which they use. One
// that product code imports is still met, as an import.
/** @param {string} path */
const isTest = (path) => /\.(test|conformance)\.tsx?$|\/testing\//.test(path);
const sources = globSync('src-*/**/*.{ts,tsx}', { cwd: root }).filter((path) => !isTest(path));

const { code, output } = await runCollecting(process.execPath, [
  inRoot('node_modules/dependency-cruiser/bin/dependency-cruiser.mjs'),
  '--config',
  inRoot('.dependency-cruiser.js'),
  ...sources,
]);
console.log(output);
const [, modules, dependencies] = /(\d+) modules, (\d+) dependencies/.exec(output) ?? [];
if (!Number(modules) || !Number(dependencies)) {
  console.log('dependency-cruiser saw no imports at all: its set-up is broken');
  process.exit(1);
}
process.exit(code);

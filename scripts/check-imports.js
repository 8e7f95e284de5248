// Runs dependency-cruiser, and fails when it cruised nothing: a parser that cannot read the sources
// makes it report success over 0 modules.
import { existsSync } from 'node:fs';
import { inRoot } from './lib/root.js';
import { runCollecting } from './lib/run.js';

const folders = [
  'src-shared',
  'src-main',
  'src-preload',
  'src-renderer',
  'src-cli',
  'e2e',
  'bench',
];

const { code, output } = await runCollecting(process.execPath, [
  inRoot('node_modules/dependency-cruiser/bin/dependency-cruiser.mjs'),
  '--config',
  inRoot('.dependency-cruiser.js'),
  ...folders.filter((folder) => existsSync(inRoot(folder))),
]);
console.log(output);
const [, modules, dependencies] = /(\d+) modules, (\d+) dependencies/.exec(output) ?? [];
if (!Number(modules) || !Number(dependencies)) {
  console.log('dependency-cruiser saw no imports at all: its set-up is broken');
  process.exit(1);
}
process.exit(code);

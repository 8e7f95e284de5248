import { existsSync } from 'node:fs';
import { isBuilt } from '../lib/build.js';
import { inRoot } from '../lib/root.js';
import { say } from '../lib/say.js';

/** Set-up of the e2e project: its tests run the built Loom, never the sources. */
export default function requireBuild() {
  if (!existsSync(inRoot('dist/cli/loom.cjs'))) {
    throw new Error('dist/ is missing: run `npm run build` first (`npm test` does it by itself)');
  }
  if (!isBuilt()) say('dist/ is older than the sources: these tests run the older build');
}

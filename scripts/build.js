import { build } from './lib/build.js';
import { ensureInstalled } from './lib/install.js';
import { say } from './lib/say.js';

await ensureInstalled();
await build();
say('built dist/');

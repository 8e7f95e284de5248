// `node scripts/rollout.js PERCENTAGE FOLDER`: how many of those who update by themselves are offered the
// release whose files lie in that folder (docs/releasing.md).
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail, say } from './lib/say.js';
import { withRollout } from './lib/with-rollout.js';

const [percentage = '', folder = ''] = process.argv.slice(2);
if (!/^\d{1,3}$/.test(percentage) || Number(percentage) > 100 || !folder) {
  fail('usage: node scripts/rollout.js PERCENTAGE FOLDER, with 0 to 100 percent');
}
const files = readdirSync(folder).filter((name) => name.endsWith('.yml'));
if (files.length === 0) fail(`${folder} has no file that announces updates`);
for (const name of files) {
  const file = join(folder, name);
  writeFileSync(file, withRollout(readFileSync(file, 'utf8'), Number(percentage)));
  say(`${name}: ${percentage} %`);
}

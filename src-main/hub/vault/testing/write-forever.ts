/** A process that changes a file vault until it is killed; run as `node write-forever.ts FOLDER NAME`. */
import { createFileVault } from '../file.ts';

const [, , folder = '', name = ''] = process.argv;
const vault = createFileVault({ folder });
for (let round = 1; ; round += 1) {
  await vault.set(name, String(round));
  process.stdout.write(`${round}\n`);
}

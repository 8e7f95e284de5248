import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withRollout } from '../with-rollout.js';

/**
 * Lets only some of those who look for updates find what was just packed. `scripts/rollout.js` does
 * the same to what is published.
 * @param {string} output
 * @param {number} percent
 */
export function stageRollout(output, percent) {
  if (!Number.isInteger(percent) || percent < 0 || percent > 100) {
    throw new Error(`--rollout takes a whole number from 0 to 100, not ${percent}`);
  }
  const files = readdirSync(output).filter((name) => /^(latest|beta)[\w-]*\.yml$/.test(name));
  for (const name of files) {
    const file = join(output, name);
    writeFileSync(file, withRollout(readFileSync(file, 'utf8'), percent));
  }
}

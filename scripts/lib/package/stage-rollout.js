import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Lets only some of those who look for updates find this one: electron-updater draws a number once
 * per installation, and holds it against `stagingPercentage` of the update's description. Raising it
 * later, or taking the release back, is an edit of the same line in the published file.
 * @param {string} output
 * @param {number} percent
 */
export function stageRollout(output, percent) {
  if (!Number.isInteger(percent) || percent < 1 || percent > 100) {
    throw new Error(`--rollout takes a whole number from 1 to 100, not ${percent}`);
  }
  const files = readdirSync(output).filter((name) => /^(latest|beta)[\w-]*\.yml$/.test(name));
  for (const name of files) {
    const file = join(output, name);
    if (/^stagingPercentage:/m.test(readFileSync(file, 'utf8'))) continue;
    appendFileSync(file, `stagingPercentage: ${percent}\n`);
  }
}

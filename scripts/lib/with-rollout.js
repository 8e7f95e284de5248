import { parseDocument } from 'yaml';

/**
 * The text of a file that announces an update (`latest.yml`), offered to so many of a hundred. Each
 * app has drawn a number once: a higher percentage adds people, and takes it from nobody.
 * @param {string} text
 * @param {number} percentage
 */
export function withRollout(text, percentage) {
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error) throw error;
  for (const key of ['version', 'files', 'sha512']) {
    if (!document.has(key)) throw new Error(`this announces no update: it has no ${key}`);
  }
  document.set('stagingPercentage', percentage);
  return document.toString({ lineWidth: 0 });
}

/**
 * One calm line of progress. On stderr: stdout belongs to the job.
 * @param {string} line
 */
export function say(line) {
  process.stderr.write(`loom: ${line}\n`);
}

/**
 * @param {string} line
 * @returns {never}
 */
export function fail(line) {
  say(line);
  process.exit(1);
}

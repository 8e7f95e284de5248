/**
 * Reads everything and never answers, not even `initialize`.
 *
 *   node never-initialize.ts
 */
process.stderr.write('still starting…\n');
process.stdin.on('end', () => process.exit(0)).resume();

/**
 * Ends before it ever serves, as servers do whose settings are missing.
 *
 *   node exit-at-start.ts [--code <exit code, default 1>]
 */
import { numberOption } from './lib/arguments.ts';
import { writeAll } from './lib/write-all.ts';

writeAll(2, 'GITHUB_TOKEN is not set\n');
process.exit(numberOption('code', 1));

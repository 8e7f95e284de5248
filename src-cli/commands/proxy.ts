import type { Command } from 'commander';
import { LoomError } from '../../src-shared/errors.ts';
import type { Context } from '../context.ts';

/** For help and completion: `loom proxy` is a bundle of its own, and the entry runs that instead. */
export function addProxy(program: Command, _context: Context): void {
  program
    .command('proxy')
    .description('what an MCP client launches: connects it to the hub over stdio')
    .option('--profile <profile>', 'what the client may see')
    .option('--client <id>', 'which client this is, such as cursor')
    .option('--project <folder>', 'the project folder, by default this one')
    .option('--no-start', 'fail where no hub runs instead of starting one')
    .action(() => {
      throw new LoomError('usage', '`loom proxy` takes its name first: loom proxy [options].');
    });
}

import type { Command } from 'commander';
import type { Context } from '../context.ts';
import { formatFields } from '../output/table.ts';

export function addReload(program: Command, context: Context): void {
  program
    .command('reload')
    .description('read registry.yaml and config.yaml again, now')
    .action(async () => {
      const { hub } = context;
      const done = await hub.hub.reload();
      context.print(done, () => {
        const fields = formatFields(
          [
            ['added', done.added.join(', ')],
            ['changed', done.changed.join(', ')],
            ['removed', done.removed.join(', ')],
            ['needs a restart of the hub', done.needRestart.join(', ')],
          ],
          context.style,
        );
        return fields || 'Nothing changed.';
      });
    });
}

import { rmSync } from 'node:fs';
import type { Command } from 'commander';
import type { Context } from '../../context.ts';
import { ownService, runAll } from '../../service/own-service.ts';
import { isAgreed } from '../sync/is-agreed.ts';

export function addServiceRemove(service: Command, context: Context): void {
  service
    .command('remove')
    .description('stop the service and take its file away; the next client starts a hub itself')
    .option('-y, --yes', 'do not ask')
    .action(async ({ yes }: { yes?: boolean }) => {
      const { kind, host, file, text } = ownService(context.io);
      if (text === undefined) {
        return context.print({ removed: false }, () => 'The hub is no service here.');
      }
      if (!(await isAgreed(context, `Stop the service and delete ${file}?`, yes))) {
        context.note('Nothing was changed.');
        context.exitCode = 1;
        return;
      }
      await runAll(context.io, kind.end(host));
      rmSync(file, { force: true });
      context.print({ removed: true, file }, () => `The service is gone, and ${file}.`);
    });
}

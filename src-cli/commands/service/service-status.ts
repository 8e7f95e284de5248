import type { Command } from 'commander';
import type { Context } from '../../context.ts';
import { plainText } from '../../output/style.ts';
import { ownService } from '../../service/own-service.ts';

export function addServiceStatus(service: Command, context: Context): void {
  service
    .command('status')
    .description('whether the hub is a service, and what the system says of it')
    .action(async () => {
      const { kind, host, file, text } = ownService(context.io);
      if (text === undefined) {
        context.exitCode = 1;
        const remedy = '`loom service install` makes it one.';
        return context.print({ installed: false }, () => `The hub is no service here. ${remedy}`);
      }
      const [program, ...args] = kind.show(host);
      const { code, output } = await context.io.run(program, args);
      if (code !== 0) context.exitCode = 1;
      const view = { installed: true, running: code === 0, file, output };
      context.print(view, () => `${file}\n${plainText(output).trim()}`);
    });
}

import type { Command } from 'commander';
import type { Context } from '../context.ts';

interface Options {
  httpAddr?: string;
  registry?: string;
  config?: string;
  allowedOrigins?: string[];
  authIssuer?: string;
}

export function addServe(program: Command, context: Context): void {
  program
    .command('serve')
    .description('run the hub here, until Ctrl-C (also installed as loomd)')
    .option('--http-addr <address>', 'where to serve HTTP, such as localhost:8088 or :8088')
    .option('--registry <file>', 'in place of the usual registry.yaml')
    .option('--config <file>', 'in place of the usual config.yaml')
    .option(
      '--allowed-origins <origins...>',
      'web pages that may call, separated by commas',
      collectList,
    )
    .option('--auth-issuer <url>', 'the OAuth authorization server')
    .action(async (flags: Options) => {
      const { runHeadless } = await context.io.loadHeadless();
      context.exitCode = await runHeadless({ flags });
    });
}

function collectList(text: string, previous: string[] = []): string[] {
  const parts = text.split(',').map((part) => part.trim());
  return [...previous, ...parts.filter((part) => part !== '')];
}

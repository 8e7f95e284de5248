import { Argument, type Command } from 'commander';
import { type Shell, shellScripts } from '../completion/shell-scripts.ts';
import type { Context } from '../context.ts';

export function addCompletion(program: Command, context: Context): void {
  program
    .command('completion')
    .description('a script that completes commands, options, servers and tools in your shell')
    .addArgument(new Argument('<shell>', 'your shell').choices(Object.keys(shellScripts)))
    .addHelpText(
      'after',
      `
Put one of these where your shell starts up:
  bash        source <(loom completion bash)
  zsh         source <(loom completion zsh)
  fish        loom completion fish | source
  powershell  loom completion powershell | Out-String | Invoke-Expression`,
    )
    .action((shell: Shell) => {
      const script = shellScripts[shell];
      context.print({ shell, script }, () => script);
    });
}

import type { Command } from 'commander';
import { completeWords } from '../completion/complete-words.ts';
import { fetchNames } from '../completion/fetch-names.ts';
import type { Context } from '../context.ts';

/** What the completion scripts run: one candidate per line, a tab, its description. */
export function addComplete(program: Command, context: Context): void {
  program
    .command('__complete', { hidden: true })
    .argument('[words...]', 'the words after `loom`, the last one unfinished')
    .option('--next', 'an empty last word follows, which the shell could not pass on')
    .action(async (words: string[], { next }: { next?: boolean }) => {
      const typed = next || words.length === 0 ? [...words, ''] : words;
      const candidates = await completeWords(program, typed, (kind) => fetchNames(context, kind));
      context.print(candidates, () =>
        candidates
          .map(({ name, description }) => (description ? `${name}\t${description}` : name))
          .join('\n'),
      );
    });
}

import type { Command } from 'commander';
import { LoomError } from '../../../src-shared/errors.ts';
import type { Context } from '../../context.ts';
import { hubStarting } from '../../hub-starting.ts';
import { formatFields } from '../../output/table.ts';
import { formatMoment } from '../../output/units.ts';
import { aboutSecret } from '../../suggest.ts';
import { sourceText } from './list.ts';

export function addGet(secret: Command, context: Context): void {
  secret
    .command('get')
    .description('what is known of a secret; with --reveal its value')
    .argument('<secret>', 'its name')
    .option('--reveal', 'print the value')
    .action(async (name: string, { reveal }: { reveal?: boolean }) => {
      const hub = await hubStarting(context);
      if (reveal) {
        const answer = await aboutSecret(hub, name, () => hub.secrets.reveal({ name }));
        context.print(answer, () => `${answer.secret}\n`);
        return;
      }
      const view = await aboutSecret(hub, name, async () => {
        const found = (await hub.secrets.list()).find((entry) => entry.name === name);
        if (found) return found;
        throw new LoomError('not-found', 'There is no secret of that name.', {
          remedy: '`loom secret list` shows what there is.',
        });
      });
      context.print(view, () =>
        formatFields(
          [
            ['secret', name],
            ['from', sourceText(view)],
            ['changed', view.changedAt && formatMoment(view.changedAt, context.io.now())],
            ['used by', view.usedBy.join(', ')],
            ['value', 'not shown without --reveal'],
          ].map(([label, value]) => [String(label), value ? String(value) : undefined] as const),
          context.page.style,
        ),
      );
    });
}

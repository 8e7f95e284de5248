import { Argument, type Command } from 'commander';
import { Heal } from '../../../src-shared/domain/client.ts';
import type { Context } from '../../context.ts';
import { hubStarting } from '../../hub-starting.ts';

const meanings: Record<Heal, string> = {
  ask: 'Loom tells when its entry is changed or erased, and waits',
  auto: 'Loom puts its entry back by itself',
  off: 'Loom lets its entry be',
};

export function addHeal(sync: Command, context: Context): void {
  sync
    .command('heal')
    .description("what to do when a client erases or changes Loom's entry")
    .argument('<client>', 'a client that was synced')
    .addArgument(
      new Argument('<how>', 'ask: tell, and wait; auto: put it back; off: let it be').choices(
        Heal.options,
      ),
    )
    .action(async (target: string, heal: Heal) => {
      const hub = await hubStarting(context);
      const view = await hub.clients.setHeal({ target, heal });
      context.print(view, () => `${view.label}: heal is ${view.heal}: ${meanings[view.heal]}.`);
    });
}

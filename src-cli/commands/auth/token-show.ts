import type { Command } from 'commander';
import type { Context } from '../../context.ts';
import { hubStarting } from '../../hub-starting.ts';
import { aboutToken } from '../../suggest.ts';

export function addTokenShow(auth: Command, context: Context): void {
  auth
    .command('token-show')
    .description('print a token that was kept with --key; others cannot be shown')
    .argument('[token]', 'its name, id or key; may be left out where only one was kept')
    .action(async (token: string | undefined) => {
      const hub = await hubStarting(context);
      const show = () => hub.auth.show({ token });
      const shown = await (token === undefined ? show() : aboutToken(hub, token, show));
      context.print(shown, () => shown.text);
    });
}

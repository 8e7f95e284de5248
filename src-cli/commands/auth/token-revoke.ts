import type { Command } from 'commander';
import type { Context } from '../../context.ts';
import { hubStarting } from '../../hub-starting.ts';
import { aboutToken } from '../../suggest.ts';

export function addTokenRevoke(auth: Command, context: Context): void {
  auth
    .command('token-revoke')
    .description('end a token, and all that is open with it, at once')
    .argument('<token>', 'its name or id')
    .action(async (token: string) => {
      const hub = await hubStarting(context);
      const revoked = await aboutToken(hub, token, () => hub.auth.revoke({ token }));
      context.print(revoked, () => `Token "${revoked.name}" is revoked.`);
    });
}

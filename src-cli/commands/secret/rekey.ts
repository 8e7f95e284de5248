import type { Command } from 'commander';
import { LoomError } from '../../../src-shared/errors.ts';
import { askHidden } from '../../ask-hidden.ts';
import type { Context } from '../../context.ts';
import { hubStarting } from '../../hub-starting.ts';
import { readSecret } from '../../read-secret.ts';

export function addRekey(secret: Command, context: Context): void {
  secret
    .command('rekey')
    .description('encrypt the file of secrets anew, where they are in one')
    .option('--key-file', 'with a fresh key in vault.key, in place of a passphrase')
    .action(async ({ keyFile }: { keyFile?: boolean }) => {
      const passphrase = keyFile ? undefined : await readTwice(context);
      if (passphrase === undefined && !keyFile) {
        context.exitCode = 130;
        return;
      }
      const hub = await hubStarting(context);
      const answer = await hub.secrets.rekey(passphrase === undefined ? {} : { passphrase });
      context.print(answer, () => `${answer.file} is encrypted anew.`);
      context.note(
        passphrase === undefined
          ? 'Note: start the hub without LOOM_MASTER_KEY from now on.'
          : 'Note: from the next start on the hub needs LOOM_MASTER_KEY with that passphrase, also where a client starts it; without it no secret and no token can be read.',
      );
    });
}

/** A typing error in what opens all secrets would lose them. */
async function readTwice({ io }: Context): Promise<string | undefined> {
  const first = await readSecret(io, 'New passphrase (not shown): ');
  if (first === undefined || !io.stdin.isTTY) return first;
  if ((await askHidden(io, 'Once more: ')) === first) return first;
  throw new LoomError('usage', 'The two are not the same.', { remedy: 'Run it again.' });
}

import type { Command } from 'commander';
import type { SecretView } from '../../../src-shared/domain/secret.ts';
import type { Context } from '../../context.ts';
import { hubStarting } from '../../hub-starting.ts';
import { type Column, formatTable } from '../../output/table.ts';
import { formatMoment } from '../../output/units.ts';

const sources: Record<SecretView['source'], string> = {
  keychain: 'the keychain',
  file: 'the encrypted file',
  memory: 'memory',
  environment: "the hub's environment",
  missing: 'missing',
};

/** Where a secret comes from, in words. */
export function sourceText({ source }: SecretView): string {
  return sources[source];
}

export function addList(secret: Command, context: Context): void {
  secret
    .command('list')
    .description('names of all secrets, who uses them and what is missing')
    .action(async () => {
      const hub = await hubStarting(context);
      const list = await hub.secrets.list();
      context.print(list, () => {
        if (list.length === 0) return 'No secrets yet. Set one: loom secret set NAME';
        return formatTable(list, columns(context.io.now()), context.page);
      });
    });
}

function columns(now: number): Column<SecretView>[] {
  return [
    { heading: 'SECRET', value: ({ name }) => name, format: () => 'bold' },
    {
      heading: 'FROM',
      value: sourceText,
      format: ({ source }) => (source === 'missing' ? 'red' : undefined),
    },
    {
      heading: 'CHANGED',
      value: ({ changedAt }) => (changedAt === undefined ? '' : formatMoment(changedAt, now)),
    },
    { heading: 'USED BY', value: ({ usedBy }) => usedBy.join(', '), wrap: true },
  ];
}

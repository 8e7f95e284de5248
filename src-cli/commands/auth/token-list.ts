import type { Command } from 'commander';
import type { TokenView } from '../../../src-shared/domain/token.ts';
import type { Context } from '../../context.ts';
import { hubStarting } from '../../hub-starting.ts';
import { type Column, formatTable } from '../../output/table.ts';
import { formatMoment } from '../../output/units.ts';

export function addTokenList(auth: Command, context: Context): void {
  auth
    .command('token-list')
    .description('all tokens, what they may see and when they were used')
    .action(async () => {
      const hub = await hubStarting(context);
      const list = await hub.auth.list();
      context.print(list, () => {
        if (list.length === 0) return 'No tokens yet. Make one: loom auth token-generate';
        return formatTable(list, columns(context.io.now()), context.page);
      });
    });
}

function columns(now: number): Column<TokenView>[] {
  const isOver = ({ expiresAt }: TokenView) => expiresAt !== undefined && expiresAt <= now;
  const moment = (at: number | undefined) => (at === undefined ? '' : formatMoment(at, now));
  return [
    { heading: 'TOKEN', value: ({ name }) => name, format: () => 'bold' },
    { heading: 'ID', value: ({ id }) => id, format: () => 'dim' },
    { heading: 'PROFILE', value: ({ profile }) => profile ?? '' },
    { heading: 'SERVERS', value: ({ servers = [] }) => servers.join(', '), wrap: true },
    { heading: 'MADE', value: ({ createdAt }) => moment(createdAt) },
    { heading: 'USED', value: ({ lastUsedAt }) => moment(lastUsedAt) || 'never' },
    {
      heading: 'ENDS',
      value: (token) =>
        isOver(token) ? `ended ${moment(token.expiresAt)}` : moment(token.expiresAt),
      format: (token) => (isOver(token) ? 'red' : undefined),
    },
    { heading: 'KEPT AS', value: ({ key }) => key ?? '' },
  ];
}

import { Tooltip } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ServerView } from '../../../src-shared/domain/hub-state.ts';
import { useHubClient } from '../../state/hub.tsx';
import { useNow } from '../../state/now.ts';
import { Button } from '../../ui/button.tsx';
import { CutMiddle } from '../../ui/cut-middle.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import table from '../../ui/table.module.css';
import { TimeAgo } from '../../ui/time-ago.tsx';
import { type HealthWords, healthWords } from './health.ts';
import classes from './server-row.module.css';

/** A server's line, and below it what is wrong with it, if anything is. */
export function ServerRow({ server }: { server: ServerView }) {
  const words = healthWords(server, useNow());
  const { surface, calls, errors, lastUsedAt } = server;
  return (
    <tbody>
      <tr data-explained={words.trouble && ''}>
        <td>
          <Tooltip label={words.why}>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: shows its evidence on focus, too */}
            <span tabIndex={0}>
              <StateMark tone={words.tone} word={words.word} />
            </span>
          </Tooltip>
        </td>
        <th scope="row">
          <div className={classes.name}>
            <code title={server.id}>{server.id}</code>
            {server.title && <span className={classes.title}>{server.title}</span>}
          </div>
        </th>
        <td className={`${table.wide} ${table.quiet}`}>
          <CutMiddle text={server.target} />
        </td>
        <Figure
          value={surface?.tools}
          title={surface ? undefined : 'Not known before its first start'}
        />
        <Figure value={calls} />
        <Figure value={errors} />
        <td className={`${table.number} ${table.quiet}`}>{processOf(server)}</td>
        <td className={`${table.number} ${table.quiet}`}>
          {lastUsedAt === undefined ? 'never' : <TimeAgo at={lastUsedAt} />}
        </td>
      </tr>
      {words.trouble && (
        <tr>
          <td className={table.said} />
          <td colSpan={7} className={table.said}>
            <Trouble server={server} trouble={words.trouble} />
          </td>
        </tr>
      )}
    </tbody>
  );
}

/** A number; none at all is quiet. */
function Figure({ value, title }: { value: number | undefined; title?: string | undefined }) {
  const quiet = value ? '' : table.quiet;
  return (
    <td className={`${table.number} ${quiet}`} title={title}>
      {value === undefined ? '–' : value.toLocaleString()}
    </td>
  );
}

interface TroubleProps {
  server: ServerView;
  trouble: NonNullable<HealthWords['trouble']>;
}

function Trouble({ server, trouble }: TroubleProps) {
  const client = useHubClient();
  const restart = useMutation({ mutationFn: () => client.servers.restart({ id: server.id }) });
  const { phase } = server.health;
  return (
    <div className={classes.trouble}>
      <div>
        <p>{trouble.what}</p>
        {trouble.remedy && <p className={table.quiet}>{trouble.remedy}</p>}
        {restart.error && <p role="alert">Restart failed: {restart.error.message}</p>}
      </div>
      {(phase === 'failed' || phase === 'backing-off') && (
        <Button busy={restart.isPending} onClick={restart.mutate}>
          {restart.isPending ? 'Restarting…' : `Restart ${server.id}`}
        </Button>
      )}
    </div>
  );
}

function processOf({ instances }: ServerView): string {
  const [first, ...others] = instances;
  if (!first) return '–';
  if (others.length > 0) return `${instances.length} processes`;
  return first.pid === undefined ? 'remote' : String(first.pid);
}

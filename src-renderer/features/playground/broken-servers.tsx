import { Link } from '@tanstack/react-router';
import type { ServerView } from '../../../src-shared/domain/hub-state.ts';
import { useMessages } from '../../state/messages.tsx';
import { useHealth } from '../../state/use-health.ts';
import { CodedText } from '../../ui/coded-text.tsx';
import { HealthMark } from '../../ui/health-mark.tsx';
import { TroubleText } from '../../ui/trouble-text.tsx';
import classes from './page.module.css';

interface Props {
  servers: readonly ServerView[];
  /** There is something else to do here, or will be: a line each, which leads to the rest. */
  isBrief: boolean;
}

/** Servers that offer nothing because something is wrong with them, and what to do. */
export function BrokenServers({ servers, isBrief }: Props) {
  const { state: words } = useMessages().playground;
  const health = useHealth();
  if (servers.length === 0) return null;
  return (
    <ul className={classes.broken} aria-label={words.broken}>
      {servers.map((server) => {
        const { tone, word, why, trouble } = health(server);
        return (
          <li key={server.id}>
            <div className={classes.brokenHead}>
              <Link to={`/servers/${server.id}`}>
                <code>{server.id}</code>
              </Link>
              <HealthMark tone={tone} word={word} why={why} />
              {isBrief && trouble && <CodedText text={trouble.what} />}
            </div>
            {!isBrief && trouble && <TroubleText trouble={trouble} />}
          </li>
        );
      })}
    </ul>
  );
}

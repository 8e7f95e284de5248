import { Link } from '@tanstack/react-router';
import type { ServerView } from '../../../src-shared/domain/hub-state.ts';
import { useFormats, useMessages } from '../../state/messages.tsx';
import { belongsTo, type Show, shows } from './filter-servers.ts';
import classes from './page.module.css';

/** Narrows the list by state; each part says how many it has. */
export function ShowBar({ servers, show }: { servers: readonly ServerView[]; show: Show }) {
  const { show: words } = useMessages().servers;
  const { number } = useFormats();
  return (
    <nav aria-label={words.title} className={classes.bar}>
      {shows.map((part) => {
        const count = servers.filter((server) => belongsTo(server, part)).length;
        if (count === 0 && part !== 'all' && part !== show) return null;
        return (
          <Link
            key={part}
            to="/servers"
            search={(before: Record<string, unknown>) => {
              const { show: _, ...others } = before;
              return part === 'all' ? others : { ...others, show: part };
            }}
            replace
            className={classes.part}
            aria-current={part === show || undefined}
          >
            {words[part]} <span>{number(count)}</span>
          </Link>
        );
      })}
    </nav>
  );
}

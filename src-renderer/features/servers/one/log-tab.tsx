import { useState } from 'react';
import type { ServerView } from '../../../../src-shared/domain/hub-state.ts';
import { useFormats, useMessages } from '../../../state/messages.tsx';
import { useUrlState } from '../../../state/use-url-state.ts';
import { Button } from '../../../ui/button.tsx';
import { CopyIcon } from '../../../ui/copy-line.tsx';
import { SearchField } from '../../../ui/search-field.tsx';
import { searchLines } from './log-buffer.ts';
import { LogLines } from './log-lines.tsx';
import classes from './one.module.css';
import { useLog } from './use-log.ts';

/** Why the log stands still. */
type Pause = 'asked' | 'scrolled' | undefined;

/** What a server writes to stderr, as it writes it. */
export function LogTab({ server }: { server: ServerView }) {
  const { servers } = useMessages();
  const { log: words } = servers;
  const { number } = useFormats();
  const [query, setQuery] = useUrlState('q');
  const [pause, setPause] = useState<Pause>();
  const { lines, waiting, isRead, clear } = useLog(server.id, pause !== undefined);
  const shown = searchLines(lines, query);
  const count = words.lines(lines.length, number(lines.length));
  return (
    <>
      <div className={classes.bar}>
        <span>
          {query === '' ? count : words.hits(number(shown.length), count)}
          <span className={classes.quiet}>
            {' · '}
            {pause ? words.paused(number(waiting)) : words.following}
          </span>
        </span>
        <SearchField value={query} onChange={setQuery} label={words.search} />
        <Button onClick={() => setPause(pause ? undefined : 'asked')}>
          {pause ? words.resume : words.pause}
        </Button>
        <Button onClick={clear}>{words.clear}</Button>
        <CopyIcon name={words.copy} text={lines.map(({ text }) => text).join('\n')} />
      </div>
      {isRead && lines.length === 0 && <p className={classes.quiet}>{words.empty}</p>}
      {lines.length > 0 && shown.length === 0 && <p className={classes.quiet}>{words.noHits}</p>}
      {shown.length > 0 && (
        <LogLines
          lines={shown}
          query={query}
          isFollowing={pause === undefined}
          onAway={() => setPause((now) => now ?? 'scrolled')}
          onEnd={() => setPause((now) => (now === 'scrolled' ? undefined : now))}
        />
      )}
    </>
  );
}

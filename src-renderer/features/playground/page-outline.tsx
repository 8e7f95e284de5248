import { Skeleton } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useFormats, useMessages } from '../../state/messages.tsx';
import { useNow } from '../../state/now.ts';
import classes from './page.module.css';
import paneClasses from './pane.module.css';

const rows = [0, 1, 2, 3, 4, 5, 6, 7];

/** The page's outline while servers that nobody has seen yet get their time to start. */
export function PageOutline() {
  const { state } = useMessages().playground;
  const { stillWaiting } = useMessages().common;
  const { span } = useFormats();
  const now = useNow();
  const [since] = useState(Date.now);
  const [isShown, setIsShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsShown(true), 150);
    return () => clearTimeout(timer);
  }, []);
  if (!isShown) return null;
  return (
    <div className={classes.bench} aria-busy="true">
      <div className={paneClasses.pane}>
        {rows.map((row) => (
          <Skeleton key={row} height={14} />
        ))}
      </div>
      <div className={paneClasses.pane}>
        <Skeleton width={220} height={16} />
        <Skeleton width={420} height={12} />
        {now - since > 5000 && (
          <p role="status">
            {stillWaiting(span(now - since))} {state.starting}
          </p>
        )}
      </div>
    </div>
  );
}

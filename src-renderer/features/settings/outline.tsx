import { Skeleton } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useMessages } from '../../state/messages.tsx';
import classes from './settings.module.css';

/** The rows' outline; nothing at all at first, since most answers are there before. */
export function Outline() {
  const { common } = useMessages();
  const [isDue, setIsDue] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsDue(true), 150);
    return () => clearTimeout(timer);
  }, []);
  if (!isDue) return null;
  return (
    <div className={classes.outline} role="status" aria-busy="true" aria-label={common.loading}>
      {[0, 1, 2, 3, 4].map((row) => (
        <div key={row} className={classes.row}>
          <Skeleton height={12} width={row % 2 ? 128 : 168} />
          <Skeleton height={28} />
        </div>
      ))}
    </div>
  );
}

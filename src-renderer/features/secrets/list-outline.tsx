import { Skeleton } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useMessages } from '../../state/messages.tsx';
import classes from './page.module.css';

/** A table's outline; nothing at all at first, since most answers are there before. */
export function ListOutline() {
  const { common } = useMessages();
  const [isDue, setIsDue] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsDue(true), 150);
    return () => clearTimeout(timer);
  }, []);
  if (!isDue) return null;
  return (
    <div role="status" aria-busy="true" aria-label={common.loading}>
      {[0, 1, 2, 3].map((row) => (
        <div key={row} className={classes.skeleton}>
          <Skeleton height={12} width={row % 2 ? 128 : 168} />
          <Skeleton height={12} width={96} />
          <Skeleton height={12} width={64} />
        </div>
      ))}
    </div>
  );
}

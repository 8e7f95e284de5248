import { Skeleton } from '@mantine/core';
import { useEffect, useState } from 'react';
import classes from './list-skeleton.module.css';

/** A table's outline; nothing at all at first, since most answers are there before it could be seen. */
export function ListSkeleton({ label }: { label: string }) {
  const [isDue, setIsDue] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsDue(true), 150);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div aria-busy="true" role="status" aria-label={label}>
      {isDue &&
        [0, 1, 2, 3, 4, 5].map((row) => (
          <div key={row} className={classes.row}>
            <Skeleton height={12} width={row % 2 ? 120 : 160} />
            <Skeleton height={12} width={96} />
            <Skeleton height={12} width={128} />
          </div>
        ))}
    </div>
  );
}

import { Skeleton } from '@mantine/core';
import { useNow } from '../../state/now.ts';
import { spanOf } from '../../ui/time.ts';
import classes from './connecting.module.css';

/** Nothing at first, then the page's outline (a style sheet's delay), then what it waits for. */
export function Connecting({ since }: { since: number }) {
  const waited = useNow() - since;
  return (
    <section className={classes.outline} aria-busy="true" aria-label="Connecting to the hub">
      {waited > 5000 && (
        <p role="status">
          Waiting for the hub for {spanOf(waited)}. <code>loom status</code> says whether it runs.
        </p>
      )}
      <Skeleton width={80} height={16} />
      <Skeleton width={420} height={12} />
      <Skeleton width={80} height={16} mt={32} />
      {[0, 1, 2, 3, 4].map((row) => (
        <Skeleton key={row} height={12} my={8} />
      ))}
    </section>
  );
}

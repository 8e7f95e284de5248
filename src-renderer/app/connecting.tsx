import { Skeleton } from '@mantine/core';
import { useFormats, useMessages } from '../state/messages.tsx';
import { useNow } from '../state/now.ts';
import classes from './connecting.module.css';

/** Nothing at first, then a page's outline (a style sheet's delay), then what it waits for. */
export function Connecting({ since }: { since: number }) {
  const { frame } = useMessages();
  const { span } = useFormats();
  const waited = useNow() - since;
  return (
    <section className={classes.outline} aria-busy="true" aria-label={frame.connecting}>
      {waited > 5000 && (
        <p role="status">
          {frame.waiting(span(waited))} <code>loom status</code> {frame.waitingHelp}
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

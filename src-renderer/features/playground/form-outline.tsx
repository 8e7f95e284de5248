import { Skeleton } from '@mantine/core';
import classes from './pane.module.css';

/** Where a form will be, while its code is on the way. */
export function FormOutline() {
  return (
    <div className={classes.outline} aria-busy="true">
      <Skeleton width={96} height={26} />
      <Skeleton width={140} height={12} />
      <Skeleton height={28} />
      <Skeleton width={180} height={12} />
      <Skeleton height={28} />
    </div>
  );
}

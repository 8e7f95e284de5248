import { Skeleton } from '@mantine/core';
import { useMessages } from '../../state/messages.tsx';
import classes from './bundle.module.css';

/** While a bundle is read. */
export function BundleOutline() {
  const { bundles: words } = useMessages();
  return (
    <div className={classes.bundle} aria-busy="true">
      <p role="status">{words.reading}</p>
      <Skeleton height={20} width="40%" />
      <Skeleton height={72} />
      <Skeleton height={96} />
    </div>
  );
}

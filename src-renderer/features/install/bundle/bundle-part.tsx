import { useHubQuery } from '../../../state/use-hub-query.ts';
import { BundleForm } from '../../../ui/bundle/bundle-form.tsx';
import { BundleOutline } from '../../../ui/bundle/bundle-outline.tsx';
import { Failure } from '../../../ui/failure.tsx';
import classes from './bundle-part.module.css';

interface BundlePartProps {
  /** What the desktop app's hub gave for a file that the system was asked to open. */
  id: string;
  onAdded(server: string): void;
}

/** A `.mcpb` file that was opened from outside: shown in full, added only when a person says so. */
export function BundlePart({ id, onAdded }: BundlePartProps) {
  const { data, error, isLoading, refetch } = useHubQuery(['offered bundle', id], (hub) =>
    hub.bundles.inspect({ offered: id }),
  );
  return (
    <div className={classes.part}>
      {isLoading && <BundleOutline />}
      {!data && error !== null && <Failure error={error} retry={refetch} />}
      {data && <BundleForm key={data.bundle} facts={data} onAdded={onAdded} />}
    </div>
  );
}

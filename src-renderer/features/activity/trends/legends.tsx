import { useFormats, useMessages } from '../../../state/messages.tsx';
import classes from './trends.module.css';

interface Shown {
  calls: number;
  errors: number;
  p50?: number | undefined;
  p95?: number | undefined;
}

/** Of all that is shown, or of the place under the pointer. */
export function CallsLegend({ shown }: { shown: Shown | undefined }) {
  const { common } = useMessages();
  const { number } = useFormats();
  if (!shown) return null;
  return (
    <span className={classes.legend}>
      <span>{number(shown.calls)}</span>
      {shown.errors > 0 && (
        <span className={classes.failed}>{common.errors(shown.errors, number(shown.errors))}</span>
      )}
    </span>
  );
}

export function LatencyLegend({ shown }: { shown: Shown | undefined }) {
  const { trends: words } = useMessages().activity;
  const { duration } = useFormats();
  if (shown?.p50 === undefined || shown.p95 === undefined) return null;
  return (
    <span className={classes.legend}>
      <span className={classes.low}>
        {words.p50} {duration(shown.p50)}
      </span>
      <span className={classes.high}>
        {words.p95} {duration(shown.p95)}
      </span>
    </span>
  );
}

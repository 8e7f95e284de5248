import { useFormats, useMessages } from '../../state/messages.tsx';
import { useHubQuery } from '../../state/use-hub-query.ts';
import { TimeBand } from '../../ui/charts/time-band.tsx';
import { TimeBars } from '../../ui/charts/time-bars.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Figure } from '../../ui/figure.tsx';
import { Section } from '../../ui/section.tsx';
import classes from './figures.module.css';

const hour = 3_600_000;
const refetchMs = 10_000;
/** The rows that they count. */
const span = { span: '1h' };

/** The last hour in numbers; each leads to the rows that it counts. */
export function Figures() {
  const { figures } = useMessages().overview;
  const formats = useFormats();
  const { data, error, refetch } = useHubQuery(
    ['overview stats'],
    (hub) => hub.activity.stats({ filter: {}, spanMs: hour, buckets: 60 }),
    { refetchMs },
  );
  if (!data && error) return <Failure error={error} retry={refetch} />;
  const all = data?.all;
  const buckets = data?.buckets ?? [];
  const count = (value: number | undefined) =>
    value === undefined ? undefined : formats.number(value);
  const time = (value: number | undefined) =>
    value === undefined ? all && figures.none : formats.duration(value);
  return (
    <Section id="figures" title={figures.title}>
      <div className={classes.halves}>
        <div>
          <div className={classes.figures}>
            <Figure label={figures.calls} value={count(all?.calls)} to="/activity" search={span} />
            <Figure
              label={figures.errors}
              value={count(all?.errors)}
              to="/activity"
              search={{ ...span, outcome: 'error,tool-error' }}
              {...(all && all.errors > 0 && { tone: 'failed' as const })}
            />
          </div>
          <div className={classes.chart}>
            <TimeBars
              label={figures.perMinute}
              values={buckets.map(({ calls }) => calls)}
              failed={buckets.map(({ errors }) => errors)}
            />
          </div>
          <Ends />
        </div>
        <div>
          <div className={classes.figures}>
            <Figure label={figures.median} value={time(all?.p50)} to="/activity" search={span} />
            <Figure label={figures.slow} value={time(all?.p95)} to="/activity" search={span} />
          </div>
          <div className={classes.chart}>
            <TimeBand
              label={figures.latency}
              low={buckets.map(({ p50 }) => p50)}
              high={buckets.map(({ p95 }) => p95)}
            />
          </div>
          <Ends />
        </div>
      </div>
    </Section>
  );
}

/** The times of a chart. */
function Ends() {
  const { figures } = useMessages().overview;
  return (
    <p className={classes.ends} aria-hidden>
      <span>{figures.hourAgo}</span>
      <span>{figures.now}</span>
    </p>
  );
}

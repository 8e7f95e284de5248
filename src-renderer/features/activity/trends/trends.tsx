import { useState } from 'react';
import { useFormats, useMessages } from '../../../state/messages.tsx';
import { useNow } from '../../../state/now.ts';
import { TimeBand } from '../../../ui/charts/time-band.tsx';
import { TimeBars } from '../../../ui/charts/time-bars.tsx';
import { Failure } from '../../../ui/failure.tsx';
import type { ActivityQuery } from '../filter/activity-query.ts';
import type { ChangeQuery } from '../filter/use-activity-query.ts';
import { ChartFrame } from './chart-frame.tsx';
import { CallsLegend, LatencyLegend } from './legends.tsx';
import { placesOf, rangeOf } from './range-of.ts';
import { Ranks } from './ranks.tsx';
import { TrendTable } from './trend-table.tsx';
import classes from './trends.module.css';
import type { Trends as TrendsOf } from './use-stats.ts';

interface TrendsProps {
  trends: TrendsOf;
  query: ActivityQuery;
  onChange: ChangeQuery;
}

/** What happened over time, and who did it. Its height is the same with and without values. */
export function Trends({ trends, query, onChange }: TrendsProps) {
  const { activity } = useMessages();
  const [hovered, setHovered] = useState<number>();
  const [isTable, setIsTable] = useState(false);
  const { stats, sums, error } = trends;
  if (!stats && error) return <Failure error={error} retry={trends.refetch} />;
  return (
    <section aria-label={activity.trends.label}>
      <div className={classes.strip} aria-busy={stats === undefined}>
        <Charts {...{ trends, query, onChange, hovered }} onHover={setHovered} />
        <button
          type="button"
          className={classes.asTable}
          aria-expanded={isTable}
          onClick={() => setIsTable(!isTable)}
        >
          {isTable ? activity.trends.hideTable : activity.trends.asTable}
        </button>
        <div className={classes.ranks}>
          <Ranks ranks={sums} query={query} onChange={onChange} />
        </div>
      </div>
      {isTable && stats && <TrendTable stats={stats} onChange={onChange} />}
    </section>
  );
}

/** What the sums are of: the picked part, or the whole span. */
function useTimeText({ span }: TrendsOf, { from, to }: ActivityQuery): string {
  const { filters, trends: words } = useMessages().activity;
  const { stamp } = useFormats();
  const now = useNow();
  if (from === undefined || to === undefined) return words.spans[span];
  return filters.range(stamp(from, now), stamp(to + 1, now));
}

interface ChartsProps extends TrendsProps {
  hovered: number | undefined;
  onHover(index: number | undefined): void;
}

function Charts({ trends, query, onChange, hovered, onHover }: ChartsProps) {
  const { stats, span, sums } = trends;
  const { trends: words } = useMessages().activity;
  const { compact, duration } = useFormats();
  const buckets = stats?.buckets ?? [];
  const at = hovered === undefined ? undefined : buckets[hovered];
  const shown = at ?? sums?.all;
  const most = (values: (number | undefined)[], format: (value: number) => string) => {
    const highest = Math.max(0, ...values.map((value) => value ?? 0));
    return highest > 0 ? format(highest) : undefined;
  };
  const pick = {
    hovered: at && hovered,
    onHover,
    picked: placesOf(buckets, query),
    onPick: (first: number, last: number) => onChange(rangeOf(buckets, first, last)),
  };
  const frame = { buckets, at: at?.at, isHinting: hovered !== undefined };
  const whole = useTimeText(trends, query);
  return (
    <>
      <ChartFrame
        {...frame}
        title={words.calls}
        whole={whole}
        legend={<CallsLegend shown={shown} />}
        top={most(
          buckets.map(({ calls }) => calls),
          compact,
        )}
      >
        <TimeBars
          {...pick}
          label={words.callsOverTime(words.spans[span])}
          values={buckets.map(({ calls }) => calls)}
          failed={buckets.map(({ errors }) => errors)}
        />
      </ChartFrame>
      <ChartFrame
        {...frame}
        title={words.latency}
        legend={<LatencyLegend shown={shown} />}
        top={most(
          buckets.map(({ p95 }) => p95),
          duration,
        )}
      >
        <TimeBand
          {...pick}
          label={words.latencyOverTime(words.spans[span])}
          low={buckets.map(({ p50 }) => p50)}
          high={buckets.map(({ p95 }) => p95)}
        />
      </ChartFrame>
    </>
  );
}

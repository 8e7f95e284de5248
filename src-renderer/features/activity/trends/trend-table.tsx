import { useFormats, useMessages } from '../../../state/messages.tsx';
import { useNow } from '../../../state/now.ts';
import table from '../../../ui/table.module.css';
import type { ChangeQuery } from '../filter/use-activity-query.ts';
import { rangeOf } from './range-of.ts';
import classes from './trends.module.css';
import type { ActivityStats } from './use-stats.ts';

/** The charts for those who read rather than look; each time leads to its calls. */
export function TrendTable({ stats, onChange }: { stats: ActivityStats; onChange: ChangeQuery }) {
  const { trends: words } = useMessages().activity;
  const { number, duration, moment, stamp } = useFormats();
  const now = useNow();
  const time = (ms: number | undefined) => (ms === undefined ? '' : duration(ms));
  const [first, second] = stats.buckets;
  const isFine = (second?.at ?? 0) - (first?.at ?? 0) < 60_000;
  const precision = isFine ? 'second' : 'minute';
  const rows = stats.buckets.map((bucket, index) => ({ ...bucket, index }));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className={classes.tableArea} tabIndex={0} aria-label={words.asTable}>
      <table className={table.table} aria-label={words.label}>
        <thead>
          <tr>
            <th scope="col">{words.time}</th>
            {[words.calls, words.errors, words.p50, words.p95].map((column) => (
              <th key={column} scope="col" className={table.number}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows
            .filter(({ calls }) => calls > 0)
            .toReversed()
            .map(({ index, at, calls, errors, p50, p95 }) => (
              <tr key={at}>
                <th scope="row">
                  <button
                    type="button"
                    className={classes.link}
                    title={words.showCalls(moment(at))}
                    onClick={() => onChange(rangeOf(stats.buckets, index, index))}
                  >
                    {stamp(at, now, precision)}
                  </button>
                </th>
                <td className={table.number}>{number(calls)}</td>
                <td className={table.number}>{number(errors)}</td>
                <td className={table.number}>{time(p50)}</td>
                <td className={table.number}>{time(p95)}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </section>
  );
}

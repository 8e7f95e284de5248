import type { ReactNode } from 'react';
import { useFormats, useMessages } from '../../../state/messages.tsx';
import { useNow } from '../../../state/now.ts';
import classes from './trends.module.css';

interface ChartFrameProps {
  title: string;
  legend: ReactNode;
  /** What the upper edge stands for, where there is anything. */
  top: string | undefined;
  buckets: readonly { at: number }[];
  /** The place under the pointer. */
  at: number | undefined;
  /** What to say of the whole time, where it is to be said. */
  whole?: string;
  isHinting: boolean;
  children: ReactNode;
}

/** What stands around a chart: its values in words above it, its times below. */
export function ChartFrame(props: ChartFrameProps) {
  const { title, legend, top, buckets, at, whole, isHinting, children } = props;
  const { trends: words } = useMessages().activity;
  const { stamp } = useFormats();
  const now = useNow();
  const [first, last] = [buckets[0]?.at, buckets.at(-1)?.at];
  const time = at === undefined ? whole : stamp(at, now, isFine(buckets) ? 'second' : 'minute');
  return (
    <div className={classes.chart}>
      <p className={classes.title}>
        <b>{title}</b> {legend}
        <span className={classes.time}>{time}</span>
      </p>
      <div className={classes.plot} title={isHinting ? words.howToPick : undefined}>
        <span className={classes.top}>{top}</span>
        {buckets.length > 0 && children}
      </div>
      <p className={classes.ends}>
        <span>{first !== undefined && stamp(first, now, 'minute')}</span>
        <span>{last !== undefined && words.now}</span>
      </p>
    </div>
  );
}

function isFine(buckets: readonly { at: number }[]): boolean {
  return (buckets[1]?.at ?? 0) - (buckets[0]?.at ?? 0) < 60_000;
}

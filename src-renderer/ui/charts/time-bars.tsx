import classes from './chart.module.css';
import { PickArea, type PickProps } from './pick-area.tsx';

interface TimeBarsProps extends PickProps {
  /** Says what is shown; the values are in a table elsewhere. */
  label: string;
  values: readonly number[];
  /** Of the same places, what to paint as failed: never more than the value. */
  failed: readonly number[];
}

const height = 100;

/** How many there were over time, and how many of them failed. */
export function TimeBars({ label, values, failed, ...pick }: TimeBarsProps) {
  const most = Math.max(1, ...values);
  // One of many is still to be seen.
  const bar = (value: number) => (value > 0 ? Math.max(2, (value / most) * height) : 0);
  return (
    <svg
      className={classes.chart}
      viewBox={`0 0 ${values.length || 1} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <PickArea {...pick} count={values.length} height={height}>
        {values.map((value, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place in time
          <g key={index}>
            <Bar index={index} length={bar(value)} />
            <Bar index={index} length={bar(failed[index] ?? 0)} isFailed />
          </g>
        ))}
      </PickArea>
    </svg>
  );
}

function Bar(props: { index: number; length: number; isFailed?: boolean }) {
  const { index, length, isFailed } = props;
  if (length === 0) return null;
  return (
    <rect
      className={isFailed ? classes.failed : classes.bar}
      x={index + 0.12}
      y={height - length}
      width={0.76}
      height={length}
    />
  );
}

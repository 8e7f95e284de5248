import classes from './sparkline.module.css';

interface SparklineProps {
  /** Says what is shown; the values are there for screen readers as a list. */
  label: string;
  values: readonly (number | undefined)[];
  /** Of the same places, what to paint as failed: never more than the value. */
  failed?: readonly number[];
  height?: number;
}

/** Small bars over time. A place without a value is a gap, not a zero. */
export function Sparkline({ label, values, failed = [], height = 40 }: SparklineProps) {
  const most = Math.max(1, ...values.map((value) => value ?? 0));
  const width = 100 / Math.max(1, values.length);
  const bar = (value: number) => (value / most) * height;
  return (
    <svg
      className={classes.line}
      viewBox={`0 0 100 ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`${label}: ${values.map((value) => value ?? '–').join(', ')}`}
      height={height}
    >
      {values.map((value, index) =>
        value === undefined ? null : (
          // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place in time
          <g key={index}>
            <rect
              x={index * width}
              y={height - Math.max(bar(value), value > 0 ? 1 : 0)}
              width={width * 0.75}
              height={Math.max(bar(value), value > 0 ? 1 : 0)}
            />
            <rect
              className={classes.failed}
              x={index * width}
              y={height - bar(failed[index] ?? 0)}
              width={width * 0.75}
              height={bar(failed[index] ?? 0)}
            />
          </g>
        ),
      )}
    </svg>
  );
}

import { bandPaths } from './band-paths.ts';
import classes from './chart.module.css';
import { PickArea, type PickProps } from './pick-area.tsx';

interface TimeBandProps extends PickProps {
  /** Says what is shown; the values are in a table elsewhere. */
  label: string;
  low: readonly (number | undefined)[];
  high: readonly (number | undefined)[];
}

const height = 100;

/** Two lines over time in one hue, and what lies between them; without values there is a gap. */
export function TimeBand({ label, low, high, ...pick }: TimeBandProps) {
  const paths = bandPaths(low, high, height);
  return (
    <svg
      className={classes.chart}
      viewBox={`0 0 ${low.length || 1} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <PickArea {...pick} count={low.length} height={height}>
        <path className={classes.area} d={paths.area} />
        <path className={classes.high} d={paths.high} />
        <path className={classes.low} d={paths.low} />
      </PickArea>
    </svg>
  );
}

import classes from './meter.module.css';

interface MeterProps {
  label: string;
  value: number;
  /** What the bar is full at. */
  limit: number;
  /** More than that is too much. */
  isLimit?: boolean;
  /** The value in words. */
  text: string;
}

/** A value as a bar against its limit. */
export function Meter({ label, value, limit, isLimit = false, text }: MeterProps) {
  const share = limit > 0 ? Math.min(1, value / limit) : 0;
  const tone = !isLimit || share < 0.9 ? undefined : value > limit ? 'failed' : 'attention';
  return (
    <div className={classes.meter}>
      <div className={classes.words}>
        <span className={classes.label}>{label}</span>
        <span>{text}</span>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a <meter> has the system's own look */}
      <div
        role="meter"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={limit}
        aria-valuenow={Math.min(value, limit)}
        aria-valuetext={text}
        className={classes.bar}
        data-tone={tone}
      >
        <div style={{ inlineSize: `${share * 100}%` }} />
      </div>
    </div>
  );
}

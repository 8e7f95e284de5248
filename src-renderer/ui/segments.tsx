import classes from './segments.module.css';

interface SegmentsProps<Id extends string> {
  label: string;
  options: readonly { id: Id; text: string }[];
  value: Id;
  /** Nothing else can be chosen now. */
  disabled?: boolean;
  onChange(id: NoInfer<Id>): void;
}

/** One of a few that exclude each other, all of them in sight. */
export function Segments<Id extends string>(props: SegmentsProps<Id>) {
  const { label, options, value, disabled = false, onChange } = props;
  return (
    <fieldset className={classes.segments} aria-label={label}>
      {options.map(({ id, text }) => (
        <button
          key={id}
          type="button"
          aria-pressed={id === value}
          disabled={disabled && id !== value}
          onClick={() => onChange(id)}
        >
          {text}
        </button>
      ))}
    </fieldset>
  );
}

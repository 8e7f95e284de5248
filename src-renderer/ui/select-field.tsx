import classes from './select-field.module.css';

interface SelectFieldProps {
  label: string;
  value: string;
  /** The first is what stands there where nothing is chosen. */
  options: readonly { value: string; text: string }[];
  onChange(value: string): void;
}

/** A choice in a bar of filters: the system's own list, which also a keyboard and a finger know. */
export function SelectField({ label, value, options, onChange }: SelectFieldProps) {
  return (
    <select
      className={classes.select}
      aria-label={label}
      value={value}
      data-chosen={value !== options[0]?.value || undefined}
      onChange={(event) => onChange(event.currentTarget.value)}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.text}
        </option>
      ))}
    </select>
  );
}

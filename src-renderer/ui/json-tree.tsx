import { type ReactNode, useState } from 'react';
import classes from './json-tree.module.css';

interface JsonTreeProps {
  value: unknown;
  /** Names the whole for screen readers. */
  label: string;
  /** How many levels are open at first. */
  open?: number;
  /** Says how many members are not drawn yet, on the button that draws them. */
  moreText(count: number): string;
}

/** Members that are drawn at once. */
const page = 100;

/** A JSON value, level by level; levels that nobody opened are not drawn. */
export function JsonTree({ value, label, open = 2, moreText }: JsonTreeProps) {
  return (
    <figure aria-label={label} className={classes.tree}>
      <Node value={value} open={open} moreText={moreText} />
    </figure>
  );
}

interface NodeProps extends Pick<JsonTreeProps, 'value' | 'moreText'> {
  name?: string;
  open: number;
}

function Node({ name, value, open, moreText }: NodeProps) {
  const [isOpen, setIsOpen] = useState(open > 0);
  const [shown, setShown] = useState(page);
  const key = name === undefined ? null : <span className={classes.key}>{name}: </span>;
  const members = membersOf(value);
  if (!members || members.length === 0) {
    return (
      <div className={classes.leaf}>
        {key}
        <Leaf value={value} />
      </div>
    );
  }
  return (
    <details open={isOpen} onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary>
        {key}
        <span className={classes.count}>
          {Array.isArray(value) ? `[${members.length}]` : `{${members.length}}`}
        </span>
      </summary>
      {isOpen && (
        <div className={classes.members}>
          {members.slice(0, shown).map(([member, one]) => (
            <Node key={member} name={member} value={one} open={open - 1} moreText={moreText} />
          ))}
          {members.length > shown && (
            <button type="button" className={classes.more} onClick={() => setShown(shown + page)}>
              {moreText(members.length - shown)}
            </button>
          )}
        </div>
      )}
    </details>
  );
}

function Leaf({ value }: { value: unknown }): ReactNode {
  const kind = value === null ? 'null' : typeof value;
  return (
    <span className={classes.value} data-kind={kind}>
      {JSON.stringify(value)}
    </span>
  );
}

function membersOf(value: unknown): [string, unknown][] | undefined {
  return typeof value === 'object' && value !== null ? Object.entries(value) : undefined;
}

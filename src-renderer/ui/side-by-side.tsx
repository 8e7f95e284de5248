import classes from './side-by-side.module.css';
import { type DiffLine, type SideRow, sideBySideRows } from './side-by-side-rows.ts';

interface SideBySideProps {
  /** A unified diff. */
  diff: string;
  /** Names it for screen readers, such as the file. */
  label: string;
  /** What stands over the columns. */
  before: string;
  after: string;
}

/** A diff in two columns, before and after. Needs about 900 px; `DiffView` is for less. */
export function SideBySide({ diff, label, before, after }: SideBySideProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also without a mouse
    <section className={classes.scroll} aria-label={label} tabIndex={0}>
      <table className={classes.table}>
        <colgroup>
          <col className={classes.numbers} />
          <col />
          <col className={classes.numbers} />
          <col />
        </colgroup>
        <thead>
          <tr>
            <th colSpan={2} scope="colgroup">
              {before}
            </th>
            <th colSpan={2} scope="colgroup">
              {after}
            </th>
          </tr>
        </thead>
        <tbody>
          {sideBySideRows(diff).map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines of a text that does not change
            <Row key={index} row={row} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ row }: { row: SideRow }) {
  if (row.kind === 'place') {
    return (
      <tr className={classes.place}>
        <td colSpan={4}>{row.text}</td>
      </tr>
    );
  }
  return (
    <tr>
      <Side line={row.left} sign="−" kind="removed" />
      <Side line={row.right} sign="+" kind="added" />
    </tr>
  );
}

interface SideProps {
  line: DiffLine | undefined;
  sign: string;
  kind: 'removed' | 'added';
}

/** The sign says what the colour says. */
function Side({ line, sign, kind }: SideProps) {
  const look = line ? (line.isChanged ? kind : undefined) : 'none';
  return (
    <>
      <td className={classes.number} data-kind={look}>
        {line?.number}
      </td>
      <td className={classes.text} data-kind={look}>
        {line?.isChanged && <span className={classes.sign}>{sign}</span>}
        {line?.text}
      </td>
    </>
  );
}

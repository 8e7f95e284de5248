import classes from './cut-middle.module.css';

/** Characters that always stay at the end; the style sheet counts with them. */
const tail = 14;

/** A long name or command on one line, cut in the middle where it does not fit; whole on hover. */
export function CutMiddle({ text }: { text: string }) {
  const at = Math.max(0, text.length - tail);
  return (
    <code className={classes.line} title={text}>
      <span className={classes.head}>{text.slice(0, at)}</span>
      {text.slice(at)}
    </code>
  );
}

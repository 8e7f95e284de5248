import classes from './code-block.module.css';
import { CopyIcon } from './copy-line.tsx';

/** A text as it is, wrapped and whole, with a button that copies it. `name` says what it is. */
export function CodeBlock({ name, text }: { name: string; text: string }) {
  return (
    <div className={classes.block}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it may scroll, and keys have to reach it */}
      <pre tabIndex={0}>
        <code>{text}</code>
      </pre>
      <CopyIcon name={name} text={text} />
    </div>
  );
}

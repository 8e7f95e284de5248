import classes from './diff-view.module.css';

/** A unified diff, line by line: what goes, what comes, and what stays around it. */
export function DiffView({ diff }: { diff: string }) {
  const lines = diff.trimEnd().split('\n');
  return (
    <pre className={classes.diff}>
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of a text that does not change
        <span key={index} data-kind={kindOf(line)}>
          {`${line}\n`}
        </span>
      ))}
    </pre>
  );
}

function kindOf(line: string): 'head' | 'place' | 'added' | 'removed' | undefined {
  if (/^(---|\+\+\+) /.test(line)) return 'head';
  if (line.startsWith('@@')) return 'place';
  if (line.startsWith('+')) return 'added';
  return line.startsWith('-') ? 'removed' : undefined;
}

import { useFormats, useMessages } from '../../state/messages.tsx';
import classes from './outcome.module.css';
import type { RunLine } from './run-state.ts';

/** What a server said while it worked, and what the page answered by itself. */
export function RunLines({ lines }: { lines: readonly RunLine[] }) {
  const { outcome } = useMessages().playground;
  const { list, number } = useFormats();
  if (lines.length === 0) return null;
  return (
    <section aria-label={outcome.log}>
      <h3 className={classes.part}>{outcome.lines(lines.length, number(lines.length))}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <ol className={classes.lines} tabIndex={0}>
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines are only added
          <li key={index}>
            {line.kind === 'log' ? (
              <>
                <span className={classes.level} data-level={line.level}>
                  {line.level}
                </span>{' '}
                {typeof line.data === 'string' ? line.data : JSON.stringify(line.data)}
              </>
            ) : (
              outcome.rootsGiven(list(line.roots))
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

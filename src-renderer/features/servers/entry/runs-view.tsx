import { useMessages } from '../../../state/messages.tsx';
import { ReferenceText } from '../../../ui/slots/reference-text.tsx';
import { joinCommand } from './command-words.ts';
import classes from './entry.module.css';
import { type Entry, listOf, textOf, textsOf } from './entry.ts';

interface RunsViewProps {
  entry: Entry;
  /** What holds for all of them is said above them. */
  isOneOfMany?: boolean;
}

/** Exactly what an entry runs or connects to, whole: what a person has to have seen. */
export function RunsView({ entry, isOneOfMany = false }: RunsViewProps) {
  const { runs: words } = useMessages().servers;
  const isLocal = entry.transport === 'stdio';
  const line = isLocal ? commandLine(entry) : textOf(entry.url);
  const pairs = textsOf(isLocal ? entry.env : entry.headers);
  const cwd = textOf(entry.cwd);
  return (
    <section className={classes.runs} aria-label={isLocal ? words.title : words.titleUrl}>
      {!isOneOfMany && (
        <p className={classes.runsTitle}>{isLocal ? words.title : words.titleUrl}</p>
      )}
      <p className={classes.line}>{line === '' ? words.nothing : <ReferenceText text={line} />}</p>
      {pairs.map(([name, value]) => (
        <p key={name} className={classes.line}>
          <span className={classes.quiet}>{words.with}</span>{' '}
          <code>
            {name}
            {isLocal ? '=' : ': '}
          </code>
          <ReferenceText text={value} />
        </p>
      ))}
      {isLocal && cwd && (
        <p className={classes.line}>
          <span className={classes.quiet}>{words.in}</span> <ReferenceText text={cwd} />
        </p>
      )}
      {isLocal && !isOneOfMany && <p className={classes.quiet}>{words.asYou}</p>}
    </section>
  );
}

function commandLine(entry: Entry): string {
  const command = textOf(entry.command);
  return command === '' ? '' : joinCommand([command, ...listOf(entry.args)]);
}

import { useMessages } from '../../state/messages.tsx';
import { CopyIcon } from '../copy-line.tsx';
import { ReferenceText } from './reference-text.tsx';
import classes from './slots.module.css';
import type { Shown } from './use-fill.ts';

interface RunsViewProps {
  shown: Shown | undefined;
  /** Whether this is what the form says now. */
  isCurrent: boolean;
}

/** Exactly what will run, whole: what a person has to have seen before it does. */
export function RunsView({ shown, isCurrent }: RunsViewProps) {
  const { runs: words } = useMessages().presets;
  const isHosted = typeof shown?.entry.url === 'string';
  const title = isHosted ? words.titleUrl : words.title;
  const pairs = pairsOf(isHosted ? shown?.entry.headers : shown?.entry.env);
  return (
    <section className={classes.runs} aria-label={title} aria-busy={!isCurrent}>
      <h2>{title}</h2>
      {shown ? (
        <CopyIcon name={isHosted ? words.address : words.command} text={shown.runs} />
      ) : (
        <span />
      )}
      <p>{shown ? <ReferenceText text={shown.runs} /> : words.reads}</p>
      {pairs.map(([name, value]) => (
        <p key={name}>
          <span className={classes.quiet}>{words.with}</span>{' '}
          <code>
            {name}
            {isHosted ? ': ' : '='}
          </code>
          <ReferenceText text={value} />
        </p>
      ))}
      {shown && !isHosted && <p className={classes.quiet}>{words.asYou}</p>}
    </section>
  );
}

function pairsOf(value: unknown): [name: string, text: string][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).map(([name, text]) => [name, String(text)]);
}

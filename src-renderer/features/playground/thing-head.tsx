import { Link } from '@tanstack/react-router';
import { useMessages } from '../../state/messages.tsx';
import { Tree } from './content-block.tsx';
import { isRecord } from './json-text.ts';
import classes from './pane.module.css';
import type { Thing } from './things.ts';

/** What is being tried: its name, its server, what both say of it. */
export function ThingHead({ thing }: { thing: Thing }) {
  const { pane, picker } = useMessages().playground;
  const { id, server, title, description, definition, kind } = thing;
  const hints = hintsOf(definition.annotations);
  return (
    <header className={classes.thing}>
      <h2>
        <code>{id}</code>
      </h2>
      <p className={classes.quiet}>
        {picker.kinds[kind]} · <Link to={`/servers/${server}`}>{server}</Link>
        {title && ` · ${title}`}
        {hints.map((hint) => ` · ${pane.hints[hint]}`)}
      </p>
      {description && <p className={classes.description}>{description}</p>}
      <details className={classes.definition}>
        <summary>{pane.definition}</summary>
        <Tree value={definition} />
      </details>
    </header>
  );
}

const knownHints = ['readOnlyHint', 'destructiveHint', 'idempotentHint', 'openWorldHint'] as const;

function hintsOf(annotations: unknown): (typeof knownHints)[number][] {
  if (!isRecord(annotations)) return [];
  return knownHints.filter((hint) => annotations[hint] === true);
}

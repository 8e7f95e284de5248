import { splitReferences } from '../../../src-shared/domain/references.ts';
import { SecretChip } from '../secret-chip.tsx';
import classes from './slots.module.css';

/** A text of an entry: secrets as chips, other references marked, the rest as it is. */
export function ReferenceText({ text }: { text: string }) {
  return (
    <code className={classes.text}>
      {splitReferences(text).map((part, index) => {
        const key = `${index} ${part.kind}`;
        if (part.kind === 'text') return <span key={key}>{part.text}</span>;
        if (part.kind === 'secret') return <SecretChip key={key} name={part.name} />;
        if (part.kind === 'malformed') return <span key={key}>{'${…}'}</span>;
        return (
          <span key={key} className={classes.reference}>
            {part.written}
          </span>
        );
      })}
    </code>
  );
}

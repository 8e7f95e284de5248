import { splitReferences } from '../../../../src-shared/domain/references.ts';
import { SecretChip } from '../../../ui/secret-chip.tsx';
import classes from './entry.module.css';

/** A text of an entry: secrets as chips, other references marked, the rest as it is. */
export function ReferenceText({ text }: { text: string }) {
  let place = 0;
  return (
    <code className={classes.text}>
      {splitReferences(text).map((part) => {
        place += 1;
        if (part.kind === 'text') return <span key={place}>{part.text}</span>;
        if (part.kind === 'secret') return <SecretChip key={place} name={part.name} />;
        if (part.kind === 'malformed') return <span key={place}>{'${…}'}</span>;
        return (
          <span key={place} className={classes.reference}>
            {part.written}
          </span>
        );
      })}
    </code>
  );
}

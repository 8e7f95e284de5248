import type { ReactNode } from 'react';
import { useMessages } from '../../../state/messages.tsx';
import { CopyIcon } from '../../../ui/copy-line.tsx';
import { ReferenceText } from '../../../ui/slots/reference-text.tsx';
import { joinCommand } from '../entry/command-words.ts';
import { type Entry, listOf, textOf, textsOf } from '../entry/entry.ts';
import classes from './one.module.css';

/** A server's definition, whole, for reading. */
export function Definition({ entry, action }: { entry: Entry; action: ReactNode }) {
  const { environment: words, fields } = useMessages().servers;
  const isLocal = entry.transport === 'stdio';
  const line = isLocal
    ? joinCommand([textOf(entry.command), ...listOf(entry.args)])
    : textOf(entry.url);
  const pairs = textsOf(isLocal ? entry.env : entry.headers);
  return (
    <div className={classes.form}>
      <dl className={classes.list}>
        <dt>{isLocal ? words.command : words.url}</dt>
        <dd className={classes.command}>
          <ReferenceText text={line} />
          <CopyIcon name={isLocal ? words.command : words.url} text={line} />
        </dd>
        <dt>{isLocal ? fields.env : fields.headers}</dt>
        <dd>
          {pairs.length === 0 && <span className={classes.quiet}>{words.none}</span>}
          {pairs.map(([name, value]) => (
            <p key={name}>
              <code>
                {name}
                {isLocal ? '=' : ': '}
              </code>
              <ReferenceText text={value} />
            </p>
          ))}
        </dd>
        {isLocal && (
          <>
            <dt>{fields.cwd}</dt>
            <dd>
              {textOf(entry.cwd) ? (
                <ReferenceText text={textOf(entry.cwd)} />
              ) : (
                <span className={classes.quiet}>{words.ownFolder}</span>
              )}
            </dd>
          </>
        )}
      </dl>
      <div className={classes.actions} data-action>
        {action}
      </div>
    </div>
  );
}

import { useMessages } from '../../state/messages.tsx';
import { CopyIcon } from '../../ui/copy-line.tsx';
import classes from './doctor.module.css';
import { splitRemedy } from './split-remedy.ts';

/** What to do; commands in it can be copied. */
export function Remedy({ text }: { text: string }) {
  const { doctor: words } = useMessages();
  return (
    <p className={classes.remedy}>
      {splitRemedy(text).map(({ kind, text: part }, index) =>
        kind === 'text' ? (
          part
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text keep their places
          <span key={index} className={classes.command}>
            <code>{part}</code>
            <CopyIcon name={words.command} text={part} />
          </span>
        ),
      )}
    </p>
  );
}

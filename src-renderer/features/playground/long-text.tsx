import { useState } from 'react';
import { useFormats, useMessages } from '../../state/messages.tsx';
import { Button } from '../../ui/button.tsx';
import { CopyIcon } from '../../ui/copy-line.tsx';
import classes from './outcome.module.css';

/** Characters that are drawn before somebody asks for all. */
const most = 20_000;

/** A server's text as it came, markdown included: nothing in it is followed or drawn. */
export function LongText({ name, text }: { name: string; text: string }) {
  const { outcome } = useMessages().playground;
  const { number } = useFormats();
  const [isWhole, setIsWhole] = useState(false);
  const isCut = text.length > most && !isWhole;
  return (
    <div className={classes.text}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <pre tabIndex={0}>{isCut ? text.slice(0, most) : text}</pre>
      <CopyIcon name={name} text={text} />
      {isCut && (
        <Button look="quiet" onClick={() => setIsWhole(true)}>
          {outcome.showAll(number(text.length))}
        </Button>
      )}
    </div>
  );
}

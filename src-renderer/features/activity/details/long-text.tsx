import { useState } from 'react';
import { useFormats, useMessages } from '../../../state/messages.tsx';
import { Button } from '../../../ui/button.tsx';
import classes from './call-view.module.css';

/** Characters that are drawn before somebody asks for all. */
const most = 20_000;

/** A text as it came: nothing in it is followed or drawn. */
export function LongText({ text }: { text: string }) {
  const { details: words } = useMessages().activity;
  const { number } = useFormats();
  const [isWhole, setIsWhole] = useState(false);
  const isCut = text.length > most && !isWhole;
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <pre className={classes.text} tabIndex={0}>
        {isCut ? text.slice(0, most) : text}
      </pre>
      {isCut && (
        <Button look="quiet" onClick={() => setIsWhole(true)}>
          {words.showAll(number(text.length))}
        </Button>
      )}
    </>
  );
}

import { useFormats, useMessages } from '../../state/messages.tsx';
import { useNow } from '../../state/now.ts';
import { Button } from '../../ui/button.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import classes from './page.module.css';
import type { useRevealed } from './use-revealed.ts';

interface RevealedProps {
  name: string;
  revealed: ReturnType<typeof useRevealed>;
}

/** A value that is hidden until somebody wants to see it, and again soon after. */
export function Revealed({ name, revealed: { shown, reveal, hide } }: RevealedProps) {
  const { details } = useMessages().secrets;
  if (!shown) {
    return (
      <span className={classes.line}>
        <code role="img" aria-label={details.hidden}>
          ••••••••••••
        </code>
        <Button onClick={reveal}>{details.reveal}</Button>
      </span>
    );
  }
  return (
    <span className={classes.revealed}>
      <CodeBlock name={details.valueOf(name)} text={shown.text} />
      <span className={classes.line}>
        <Button onClick={hide}>{details.hide}</Button>
        <Countdown until={shown.until} />
      </span>
    </span>
  );
}

function Countdown({ until }: { until: number }) {
  const { details } = useMessages().secrets;
  const { span } = useFormats();
  return (
    <span className={classes.quiet}>{details.hidesIn(span(Math.max(0, until - useNow())))}</span>
  );
}

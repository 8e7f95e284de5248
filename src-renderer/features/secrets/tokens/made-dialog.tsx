import { useState } from 'react';
import { useLive } from '../../../state/hub.tsx';
import { useMessages } from '../../../state/messages.tsx';
import { Button } from '../../../ui/button.tsx';
import { CodeBlock } from '../../../ui/code-block.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { StateMark } from '../../../ui/state-mark.tsx';
import classes from '../page.module.css';
import type { MadeToken } from './made-token.ts';
import { claudeCodeLine, entrySnippet } from './snippets.ts';
import tokenClasses from './token.module.css';

interface MadeDialogProps {
  made: MadeToken;
  onClose(): void;
}

/** A new token's text, and where it goes. Only Done closes it: it may be there for the last time. */
export function MadeDialog({ made: { token, text, isAsked }, onClose }: MadeDialogProps) {
  const { made: words } = useMessages().secrets.tokens;
  const [isHeld, setIsHeld] = useState(false);
  const isKept = token.key !== undefined;
  return (
    <Dialog
      title={words.title(token.name)}
      size="medium"
      onClose={() => (isKept ? onClose() : setIsHeld(true))}
      actions={
        <>
          {isHeld && (
            <div role="alert" className={tokenClasses.notYet}>
              <StateMark tone="attention" word={words.notYet} />
            </div>
          )}
          <Button look="primary" onClick={onClose}>
            {words.done}
          </Button>
        </>
      }
    >
      <div className={tokenClasses.part}>
        <p>{token.key === undefined ? words.once : words.kept(token.key)}</p>
        <CodeBlock name={words.token} text={text} />
      </div>
      <Snippets text={text} />
      {!isAsked && <p className={classes.quiet}>{words.notAsked}</p>}
    </Dialog>
  );
}

/** What to put into a client, with the token in it. */
export function Snippets({ text }: { text: string }) {
  const { tokens } = useMessages().secrets;
  const { made: words } = tokens;
  const { state } = useLive();
  const url = state?.endpoint.http;
  if (!url) return <p className={classes.quiet}>{tokens.off}</p>;
  return (
    <>
      <div className={tokenClasses.part}>
        <h3>{words.snippet}</h3>
        <CodeBlock name={words.snippetOf} text={entrySnippet(url, text)} />
        <p className={classes.quiet}>{words.snippetHint}</p>
      </div>
      <div className={tokenClasses.part}>
        <h3>{words.line}</h3>
        <CodeBlock name={words.lineOf} text={claudeCodeLine(url, text)} />
      </div>
    </>
  );
}

import { useMessages } from '../../state/messages.tsx';
import { Button } from '../../ui/button.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import type { AskedProps } from './asked.ts';
import { LongText } from './long-text.tsx';
import classes from './pane.module.css';

/** A server wants its user to visit an address: shown whole, and opened by nobody but the user. */
export function UrlDialog({ params, server, onAnswer }: AskedProps) {
  const { questions } = useMessages().playground;
  const url = String(params.url ?? '');
  const host = hostOf(url);
  return (
    <Dialog
      title={questions.asksToVisit(server)}
      size="medium"
      onClose={() => onAnswer({ action: 'cancel' })}
      actions={
        <>
          <Button onClick={() => onAnswer({ action: 'accept' })}>{questions.accept}</Button>
          <Button onClick={() => onAnswer({ action: 'decline' })}>{questions.decline}</Button>
        </>
      }
    >
      <LongText name={questions.message} text={String(params.message ?? '')} />
      <CodeBlock name={questions.address} text={url} />
      {host ? (
        <p>
          <a className={classes.link} href={url} target="_blank" rel="noreferrer noopener">
            {questions.openAt(host)}
          </a>
        </p>
      ) : (
        <p className={classes.quiet}>{questions.notOpened}</p>
      )}
    </Dialog>
  );
}

/** Only pages of the web are opened. */
function hostOf(url: string): string | undefined {
  try {
    const { protocol, host } = new URL(url);
    return protocol === 'https:' || protocol === 'http:' ? host : undefined;
  } catch {
    return undefined;
  }
}

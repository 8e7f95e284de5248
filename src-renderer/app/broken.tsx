import type { ErrorComponentProps } from '@tanstack/react-router';
import { useMessages } from '../state/messages.tsx';
import { toldBy } from '../state/use-trouble.ts';
import { Button } from '../ui/button.tsx';
import { Explained } from '../ui/explained.tsx';
import { Page } from '../ui/page.tsx';

/** A page threw while it was drawn: everything around it stays usable. */
export function Broken({ error, reset }: ErrorComponentProps) {
  const { broken } = useMessages().frame;
  return (
    <Page title={broken.title}>
      <Explained
        what={broken.why}
        evidence={toldBy(error).message}
        action={<Button onClick={reset}>{broken.again}</Button>}
      />
    </Page>
  );
}

import { useMessages } from '../state/messages.tsx';
import { Button } from './button.tsx';
import { Explained } from './explained.tsx';
import { ThrownTrouble } from './trouble-text.tsx';

/** In place of what could not be read: why, what to do, and another try. */
export function Failure({ error, retry }: { error: unknown; retry?: (() => void) | undefined }) {
  const { common } = useMessages();
  return (
    <Explained
      role="alert"
      what={<ThrownTrouble error={error} />}
      action={retry && <Button onClick={retry}>{common.retry}</Button>}
    />
  );
}
